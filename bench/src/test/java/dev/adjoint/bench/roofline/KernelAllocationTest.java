package dev.adjoint.bench.roofline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.adjoint.kernel.work.Workers;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Once it is compiled, a kernel allocates less than its operands have.
///
/// A vector that the compiler does not keep in a register becomes an object of some 100 bytes for
/// each operation on 16 elements, and the kernel eight times slower. The results stay right, so
/// only the allocation shows it.
class KernelAllocationTest {
  /// For the objects of one call: its description, pieces, loops and small arrays.
  private static final long OBJECTS = 65_536;

  /// The compiler needs a while, and longer where other processes use the processors.
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final long LARGEST_BYTES = 8 << 20;

  private final int threadsBefore = Workers.threads();

  /// Those that take milliseconds at most: the larger ones run the same loops.
  static Stream<KernelCase> kernels() {
    return KernelCases.all().stream()
        .filter(kernel -> kernel.flops() < 3e8 && kernel.bytes() < LARGEST_BYTES);
  }

  @BeforeEach
  void countOneThread() {
    Workers.threads(1);
  }

  @AfterEach
  void allThreads() {
    Workers.threads(threadsBefore);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void aCompiledKernelKeepsItsVectorsInRegisters(KernelCase kernel) {
    // The scan before Winograd has an array for each image, a quarter of its elements.
    long most = Math.max(OBJECTS, (long) kernel.bytes() / 2);
    ThreadMXBean counter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long end = System.nanoTime() + DEADLINE.toNanos();
    long bytes;
    do {
      long start = System.nanoTime();
      bytes = Long.MAX_VALUE;
      while (System.nanoTime() - start < 100_000_000L) {
        long before = counter.getCurrentThreadAllocatedBytes();
        kernel.call().run();
        bytes = Math.min(bytes, counter.getCurrentThreadAllocatedBytes() - before);
      }
    } while (bytes > most && System.nanoTime() < end);
    assertThat(bytes).as("bytes of a call of %s", kernel.name()).isLessThanOrEqualTo(most);
  }
}
