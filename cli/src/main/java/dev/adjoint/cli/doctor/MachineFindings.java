package dev.adjoint.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What slows training on a machine, each with what to change.
final class MachineFindings {
  private static final long LITTLE_HEAP = 1L << 30;

  private MachineFindings() {}

  static List<String> of(MachineFacts m) {
    List<String> found = new ArrayList<>();
    if (m.vectorBits() == 0) {
      found.add(
          m.jvmOptions().contains("-Dadjoint.kernels=scalar")
              ? "the scalar kernels are forced, several times slower; leave out -Dadjoint.kernels=scalar"
              : "the module of the Vector API is missing, several times slower; start java with --add-modules jdk.incubator.vector, as ./adjoint does");
    }
    if (!m.fused()) {
      found.add(
          "the JVM uses no fused multiply-add, many times slower; leave out -XX:-UseFMA, or use a processor that has FMA (x86 since 2013, every 64-bit ARM)");
    }
    vectors(m, found);
    options(m, found);
    processors(m, found);
    if (m.heap() < LITTLE_HEAP) {
      found.add(
          "the Java heap may take %s at most; give it more with -Xmx, or a larger container"
              .formatted(size(m.heap())));
    }
    return List.copyOf(found);
  }

  private static void vectors(MachineFacts m, List<String> found) {
    int possible =
        m.processor().flags().contains("avx512f")
            ? 512
            : m.processor().flags().contains("avx2") ? 256 : 0;
    if (m.vectorBits() > 0 && m.vectorBits() < possible) {
      found.add(
          "vectors are %d bits wide but the processor has %d; leave out -XX:UseAVX and -XX:MaxVectorSize, unless narrow vectors were measured to be faster"
              .formatted(m.vectorBits(), possible));
    }
  }

  private static void options(MachineFacts m, List<String> found) {
    String jvm = m.jvm().toLowerCase(Locale.ROOT);
    if (jvm.contains("openj9")) {
      found.add(
          "OpenJ9 does not compile the Vector API, about 100 times slower; use a HotSpot JDK, or -Dadjoint.kernels=scalar");
    }
    if (jvm.contains("debug")) {
      found.add("this is a debug build of the JVM, several times slower; use a release build");
    }
    for (String option : m.jvmOptions()) {
      if (option.equals("-Xint")) {
        found.add("-Xint interprets every method, some 50 times slower; leave it out");
      } else if (option.matches("-XX:TieredStopAtLevel=[0-3]")) {
        found.add(
            "%s leaves out the optimizing compiler, many times slower; leave it out"
                .formatted(option));
      } else if (option.startsWith("-agentlib:jdwp") || option.startsWith("-Xrunjdwp")) {
        found.add("a debugger can attach (%s), which is slower; leave it out".formatted(option));
      } else if (option.startsWith("-javaagent:")) {
        found.add(
            "an agent changes classes as they are loaded (%s); measure without it"
                .formatted(option));
      }
    }
  }

  private static void processors(MachineFacts m, List<String> found) {
    if (m.limits().processors().isPresent()) {
      double limit = m.limits().processors().getAsDouble();
      if (m.threads() > Math.ceil(limit)) {
        found.add(
            "the container may use %.1f processors but %d threads compute; use --threads %d"
                .formatted(limit, m.threads(), (int) Math.max(Math.floor(limit), 1)));
      }
    }
    if (m.threads() > m.available()) {
      found.add(
          "%d threads compute on %d processors; use --threads %d"
              .formatted(m.threads(), m.available(), m.available()));
    } else if (m.threads() < m.available()) {
      found.add(
          "%d of %d processors compute; --threads or -Dadjoint.threads sets the number"
              .formatted(m.threads(), m.available()));
    }
    if (m.present() > m.available()) {
      found.add(
          "the JVM may use %d of %d processors of this machine (a limit of the container, taskset, or -XX:ActiveProcessorCount)"
              .formatted(m.available(), m.present()));
    }
    if (m.available() == 1) {
      found.add("there is one processor, so large operations can't be shared");
    }
  }

  /// A number of bytes for people.
  static String size(long bytes) {
    return bytes >= 1L << 30
        ? String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30))
        : bytes >= 1L << 20 ? "%d MiB".formatted(bytes >> 20) : "%d KiB".formatted(bytes >> 10);
  }
}
