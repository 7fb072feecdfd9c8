package dev.adjoint.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.tune.Processor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineFindingsTest {
  @TempDir Path folder;

  private static final ContainerLimits NONE =
      new ContainerLimits(OptionalDouble.empty(), OptionalLong.empty());

  private static MachineFacts facts(
      int available,
      int threads,
      ContainerLimits limits,
      int bits,
      boolean fused,
      String... options) {
    return new MachineFacts(
        new Processor(
            "AMD EPYC", List.of(32L << 10, 512L << 10), List.of("fma", "avx2", "avx512f")),
        "Linux 6",
        8,
        available,
        threads,
        limits,
        16L << 30,
        8L << 30,
        "Temurin 25",
        "OpenJDK 64-Bit Server VM, mixed mode",
        bits == 0 ? "scalar" : "vector " + bits + " bit",
        bits,
        32,
        fused,
        List.of(options));
  }

  @Test
  void aGoodMachineHasNone() {
    assertThat(MachineFindings.of(facts(8, 8, NONE, 512, true))).isEmpty();
  }

  @Test
  void eachCauseIsNamedWithWhatToChange() {
    assertThat(MachineFindings.of(facts(8, 8, NONE, 0, true)))
        .containsExactly(
            "the module of the Vector API is missing, several times slower; start java with --add-modules jdk.incubator.vector, as ./adjoint does");
    assertThat(MachineFindings.of(facts(8, 8, NONE, 512, false)))
        .containsExactly(
            "the JVM uses no fused multiply-add, many times slower; leave out -XX:-UseFMA, or use a processor that has FMA (x86 since 2013, every 64-bit ARM)");
    assertThat(MachineFindings.of(facts(8, 8, NONE, 256, true)))
        .containsExactly(
            "vectors are 256 bits wide but the processor has 512; leave out -XX:UseAVX and -XX:MaxVectorSize, unless narrow vectors were measured to be faster");
    assertThat(
            MachineFindings.of(facts(8, 8, NONE, 512, true, "-Xint", "-agentlib:jdwp=transport=x")))
        .containsExactly(
            "-Xint interprets every method, some 50 times slower; leave it out",
            "a debugger can attach (-agentlib:jdwp=transport=x), which is slower; leave it out");
  }

  @Test
  void limitsOfTheContainerAreComparedWithTheThreads() throws IOException {
    Files.writeString(folder.resolve("cpu.max"), "150000 100000\n");
    Files.writeString(folder.resolve("memory.max"), "2147483648\n");
    ContainerLimits limits = ContainerLimits.read(folder);
    assertThat(limits)
        .isEqualTo(new ContainerLimits(OptionalDouble.of(1.5), OptionalLong.of(2L << 30)));
    assertThat(MachineFindings.of(facts(8, 8, limits, 512, true)))
        .containsExactly(
            "the container may use 1.5 processors but 8 threads compute; use --threads 1");
    assertThat(MachineFindings.of(facts(2, 1, NONE, 512, true)))
        .containsExactly(
            "1 of 2 processors compute; --threads or -Dadjoint.threads sets the number",
            "the JVM may use 2 of 8 processors of this machine (a limit of the container, taskset, or -XX:ActiveProcessorCount)");
  }

  @Test
  void olderControlGroupsAndNoneAtAllAreRead() throws IOException {
    Path cpu = Files.createDirectories(folder.resolve("cpu"));
    Path memory = Files.createDirectories(folder.resolve("memory"));
    Files.writeString(cpu.resolve("cpu.cfs_quota_us"), "-1\n");
    Files.writeString(cpu.resolve("cpu.cfs_period_us"), "100000\n");
    Files.writeString(memory.resolve("memory.limit_in_bytes"), "9223372036854771712\n");
    assertThat(ContainerLimits.read(folder)).isEqualTo(NONE);
    assertThat(ContainerLimits.read(folder.resolve("none"))).isEqualTo(NONE);
    Files.writeString(folder.resolve("cpu.max"), "max 100000\n");
    assertThat(ContainerLimits.read(folder).processors()).isEmpty();
  }
}
