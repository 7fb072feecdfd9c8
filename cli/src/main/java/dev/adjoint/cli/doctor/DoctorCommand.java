package dev.adjoint.cli.doctor;

import dev.adjoint.cli.command.Output;
import dev.adjoint.cli.command.Threads;
import dev.adjoint.kernel.tune.Tuned;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `adjoint doctor`: the machine, its measured limits, and what slows it.
@Command(
    name = "doctor",
    description = {
      "Says what this machine can do and what slows training on it.",
      "",
      "Prints the processor, its caches, the JDK, the width of vectors, threads, the limits of the"
          + " container, the kernel variants that were chosen on this machine, and the measured"
          + " limits; then each thing that slows it, with what to change. Results never depend on"
          + " any of this."
    })
public final class DoctorCommand implements Callable<Integer> {

  @Mixin private Output output;

  @Mixin private Threads threads;

  @Option(
      names = "--no-measure",
      description = "Leaves out the measurement of the limits, which takes two seconds.")
  private boolean noMeasure;

  @Override
  public Integer call() {
    threads.apply();
    MachineFacts facts = MachineFacts.current();
    Map<String, Object> answer = new LinkedHashMap<>();
    print(facts, answer);
    if (facts.vectorBits() > 0 && !noMeasure) {
      print(Peaks.measure(facts.threads()), answer);
    }
    variants(answer);
    List<String> findings = MachineFindings.of(facts);
    output.line("");
    if (findings.isEmpty()) {
      output.line("Nothing was found that slows this machine.");
    } else {
      output.line("What slows this machine:");
      findings.forEach(finding -> output.line("- " + finding));
    }
    answer.put("findings", findings);
    output.answer(answer);
    return 0;
  }

  private void print(MachineFacts m, Map<String, Object> answer) {
    String caches =
        m.processor().caches().stream()
            .map(MachineFindings::size)
            .collect(Collectors.joining(", "));
    row(answer, "processor", m.processor().name());
    row(answer, "caches", caches.isEmpty() ? "unknown" : caches);
    answer.put("caches", m.processor().caches());
    row(answer, "system", m.system());
    row(answer, "jdk", m.jdk());
    row(answer, "jvm", m.jvm());
    row(answer, "kernels", m.kernels());
    answer.put("vectorBits", m.vectorBits());
    if (m.vectorBits() > 0) {
      answer.put("vectorRegisters", m.registers());
      output.line("%-12s %d of %d bits", "registers", m.registers(), m.vectorBits());
    }
    row(answer, "fma", m.fused() ? "yes" : "no");
    answer.put("fma", m.fused());
    output.line(
        "%-12s %d; %d processors for the JVM%s",
        "threads",
        m.threads(),
        m.available(),
        m.present() > 0 ? ", %d in the machine".formatted(m.present()) : "");
    answer.put("threads", m.threads());
    answer.put("processors", m.available());
    answer.put("processorsPresent", m.present());
    output.line(
        "%-12s %s; the Java heap may take %s",
        "memory", MachineFindings.size(m.memory()), MachineFindings.size(m.heap()));
    answer.put("memory", m.memory());
    answer.put("heap", m.heap());
    limits(m.limits(), answer);
  }

  private void limits(ContainerLimits limits, Map<String, Object> answer) {
    Map<String, Object> found = new LinkedHashMap<>();
    limits.processors().ifPresent(value -> found.put("processors", value));
    limits.memory().ifPresent(value -> found.put("memory", value));
    String text =
        "%s%s"
            .formatted(
                limits.processors().isPresent()
                    ? String.format(
                        Locale.ROOT, "%.1f processors ", limits.processors().getAsDouble())
                    : "",
                limits.memory().isPresent()
                    ? MachineFindings.size(limits.memory().getAsLong())
                    : "");
    output.line("%-12s %s", "container", text.isBlank() ? "no limits" : text.strip());
    answer.put("container", found);
  }

  private void print(Peaks peaks, Map<String, Object> answer) {
    output.line(
        "%-12s %.0f GFLOP/s on one thread, %.0f on all (multiply-adds from registers)",
        "arithmetic", peaks.oneThread(), peaks.allThreads());
    output.line(
        "%-12s %.1f GB/s on one thread, %.1f on all (read and written)",
        "streams", peaks.memory(), peaks.allMemory());
    Map<String, Object> measured = new LinkedHashMap<>();
    measured.put("gigaflopsOneThread", peaks.oneThread());
    measured.put("gigaflops", peaks.allThreads());
    measured.put("gigabytesOneThread", peaks.memory());
    measured.put("gigabytes", peaks.allMemory());
    answer.put("peaks", measured);
  }

  private void variants(Map<String, Object> answer) {
    Tuned tuned = Tuned.PROCESS;
    Map<String, String> known = tuned.known();
    String mode = tuned.mode().name().toLowerCase(Locale.ROOT);
    output.line(
        "%-12s %d measured choices in %s (-Dadjoint.tune=%s)",
        "variants", known.size(), tuned.location(), mode);
    known.forEach((key, variant) -> output.line("%-12s %s: %s", "", key, variant));
    Map<String, Object> variants = new LinkedHashMap<>();
    variants.put("mode", mode);
    variants.put("file", tuned.location());
    variants.put("chosen", known);
    answer.put("variants", variants);
  }

  private void row(Map<String, Object> answer, String name, String value) {
    output.line("%-12s %s", name, value);
    answer.put(name, value);
  }
}
