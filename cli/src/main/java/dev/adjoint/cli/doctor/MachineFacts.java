package dev.adjoint.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.adjoint.cli.command.FusedMultiplyAdd;
import dev.adjoint.kernel.tune.Processor;
import dev.adjoint.kernel.tune.VectorPeaks;
import dev.adjoint.tensor.Backend;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What the system and the JVM say about the machine.
///
/// @param system the operating system and its version
/// @param present the processors of the machine; 0 if unknown
/// @param available the processors that the JVM may use
/// @param limits of the container
/// @param memory that the machine or its container has, in bytes
/// @param heap the most that the Java heap may take, in bytes
/// @param kernels as [Backend#kernels] describes them
/// @param vectorBits the width of the vectors in use; 0 for scalar kernels
/// @param registers the vector registers that tiles count on; 0 for scalar kernels
/// @param fused whether the JVM uses fused multiply–adds
/// @param jvmOptions as given to the JVM
record MachineFacts(
    Processor processor,
    String system,
    int present,
    int available,
    int threads,
    ContainerLimits limits,
    long memory,
    long heap,
    String jdk,
    String jvm,
    String kernels,
    int vectorBits,
    int registers,
    boolean fused,
    List<String> jvmOptions) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  static MachineFacts current() {
    String kernels = Backend.kernels();
    boolean vector = kernels.startsWith("vector");
    return new MachineFacts(
        Processor.current(),
        "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.version")),
        inMachine(),
        Runtime.getRuntime().availableProcessors(),
        Backend.threads(),
        ContainerLimits.read(ContainerLimits.ROOT),
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(),
        Runtime.getRuntime().maxMemory(),
        "%s %s".formatted(System.getProperty("java.vendor"), Runtime.version()),
        "%s, %s".formatted(System.getProperty("java.vm.name"), System.getProperty("java.vm.info")),
        kernels,
        vector ? VectorPeaks.bits() : 0,
        vector ? VectorPeaks.registers() : 0,
        FusedMultiplyAdd.isUsed(),
        ManagementFactory.getRuntimeMXBean().getInputArguments());
  }

  private static int inMachine() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return (int) lines.filter(line -> line.matches("processor\\s*:.*")).count();
    } catch (IOException _) {
      return 0;
    }
  }
}
