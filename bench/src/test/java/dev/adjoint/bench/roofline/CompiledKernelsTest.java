package dev.adjoint.bench.roofline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.ConvolutionCall;
import dev.adjoint.kernel.engine.VectorKernels;
import dev.adjoint.kernel.work.Workers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Some kernels of `bench/compiled`, which counts all of them. They run in a process of their own:
/// the counters of a coverage tool change what the JVM can compile. The compiler must not need the
/// classes of vectors that the interpreter has seen: how many it has seen when the compiler begins
/// differs from one process to the next. A sum is the first kernel: it converts vectors, and before
/// the JVM has compiled it, it does so by code that all kernels share.
class CompiledKernelsTest {
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

  @Test
  void compiledKernelsKeepTheirVectorsInRegisters() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:-UseTypeProfile",
                "-cp",
                System.getProperty("java.class.path"),
                CompiledKernels.class.getName(),
                "--kernels",
                "(sum 16|matmul (256|1 )|convolution (32, 16|depthwise)|causal attention 12"
                    + "|softmax|layer norm|batch norm|cross|average).*")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.lines().filter(line -> line.contains("bytes, at most"))).hasSize(17);
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
