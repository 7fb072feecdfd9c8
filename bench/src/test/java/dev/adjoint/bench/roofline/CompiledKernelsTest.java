package dev.adjoint.bench.roofline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.ConvolutionCall;
import dev.adjoint.kernel.engine.VectorKernels;
import dev.adjoint.kernel.work.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Some kernels of `bench/compiled`, which counts all of them. A sum is the first one: it converts
/// vectors, and the code in which the JVM does so before it has compiled the kernel is that of all
/// vectors.
class CompiledKernelsTest {
  /// The compiler needs a while, and longer where other processes use the processors.
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static volatile byte[] sink = {};

  private final int threadsBefore = Workers.threads();

  @BeforeEach
  void countOneThread() {
    Workers.threads(1);
  }

  @AfterEach
  void allThreads() {
    Workers.threads(threadsBefore);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum 16,384",
        "matmul 256 ×",
        "convolution 32, 16",
        "convolution depthwise",
        "causal attention 12"
      })
  void aCompiledKernelKeepsItsVectorsInRegisters(String name) {
    KernelCase kernel =
        KernelCases.all().stream()
            .filter(one -> one.name().startsWith(name))
            .findFirst()
            .orElseThrow();
    assertThat(CompiledKernels.bytes(kernel, DEADLINE))
        .as("bytes of a call of %s", kernel.name())
        .isLessThanOrEqualTo(CompiledKernels.most(kernel));
  }

  @Test
  void anAllocationIsCounted() {
    KernelCase boxing = new KernelCase("boxing", 1, 1, () -> sink = new byte[100_000]);
    assertThat(CompiledKernels.bytes(boxing, Duration.ZERO))
        .isGreaterThan(CompiledKernels.most(boxing));
  }

  /// Rows of the image end at the end of its array, and rows of two lengths are copied.
  @Test
  void noCheckOfAnIndexFailsInCompiledConvolutions() {
    List<Runnable> calls = new ArrayList<>();
    for (int side : new int[] {8, 14, 28, 32, 40}) {
      for (int stride = 1; stride <= 2; stride++) {
        calls.add(convolution(side, stride));
      }
    }
    Runnable work =
        () -> {
          long end = System.nanoTime() + 3_000_000_000L;
          while (System.nanoTime() < end) {
            calls.forEach(Runnable::run);
          }
        };
    assertThat(FailedChecks.during(work)).isEmpty();
  }

  private static Runnable convolution(int side, int stride) {
    Convolution how = new Convolution(stride, stride, 1, 1, 1, 1, 1);
    View x = zeros(2, 8, side, side);
    View y = zeros(2, 8, (side - 1) / stride + 1, (side - 1) / stride + 1);
    ConvolutionCall call = new ConvolutionCall(how, x, zeros(8, 8, 3, 3), null, y);
    return () -> new VectorKernels().run(call);
  }

  private static View zeros(int... sizes) {
    return View.contiguous(
        new Floats(new float[Arrays.stream(sizes).reduce(1, (a, b) -> a * b)]), sizes);
  }
}
