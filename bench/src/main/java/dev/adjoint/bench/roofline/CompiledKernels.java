package dev.adjoint.bench.roofline;

import com.sun.management.ThreadMXBean;
import dev.adjoint.bench.Arguments;
import dev.adjoint.kernel.work.Workers;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// `bench/compiled`: whether the compiler keeps the vectors of each kernel in registers and its
/// index checks out of loops.
///
/// A vector that is not kept in a register becomes an object of some 100 bytes for each operation
/// on 16 elements, and the kernel becomes eight times slower. The results stay right, so only the
/// allocation shows it. [FailedChecks] says what happens to index checks.
public final class CompiledKernels {
  private static final String USAGE =
      """
      usage: bench/compiled [OPTION VALUE]…
        --seconds S    the time after which a kernel must be compiled (60)
        --kernels RE   only kernels whose names match this regular expression
      Exit code 1 if a kernel allocates more than half of what its operands have, or if a check of
      an index fails in compiled code.
      """;

  /// For the objects of one call: its description, pieces, loops and small arrays.
  private static final long OBJECTS = 65_536;

  private static final long TURN = 100_000_000L;

  private CompiledKernels() {}

  /// Takes about a minute.
  public static void main(String[] arguments) throws Exception {
    Arguments.run(
        USAGE,
        arguments,
        given -> {
          Workers.threads(1);
          Duration deadline = Duration.ofSeconds(given.count("--seconds", 60));
          String names = given.text("--kernels", ".*");
          List<KernelCase> kernels =
              KernelCases.all().stream().filter(kernel -> kernel.name().matches(names)).toList();
          AtomicInteger faults = new AtomicInteger();
          List<String> failed =
              FailedChecks.during(() -> {
                for (KernelCase kernel : kernels) {
                  faults.addAndGet(isHigh(kernel, deadline) ? 1 : 0);
                }
              });
          failed.forEach(method -> System.out.println("a check of an index failed in " + method));
          return faults.get() + failed.size() == 0 ? 0 : 1;
        });
  }

  private static boolean isHigh(KernelCase kernel, Duration deadline) {
    long bytes = bytes(kernel, deadline);
    boolean isHigh = bytes > most(kernel);
    System.out.printf(
        Locale.ROOT,
        "%-47s %,11d bytes, at most %,11d%s%n",
        kernel.name(),
        bytes,
        most(kernel),
        isHigh ? "  TOO MANY" : "");
    return isHigh;
  }

  /// The most that a compiled kernel may allocate. The scan before Winograd's algorithm has an
  /// array for each image, a quarter of its elements.
  static long most(KernelCase kernel) {
    return Math.max(OBJECTS, (long) kernel.bytes() / 2);
  }

  /// The least that a call of this thread has allocated, as soon as it is little enough, or at the
  /// deadline.
  static long bytes(KernelCase kernel, Duration deadline) {
    ThreadMXBean counter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long end = System.nanoTime() + deadline.toNanos();
    long bytes;
    do {
      long start = System.nanoTime();
      bytes = Long.MAX_VALUE;
      do {
        long before = counter.getCurrentThreadAllocatedBytes();
        kernel.call().run();
        bytes = Math.min(bytes, counter.getCurrentThreadAllocatedBytes() - before);
      } while (System.nanoTime() - start < TURN);
    } while (bytes > most(kernel) && System.nanoTime() < end);
    return bytes;
  }
}
