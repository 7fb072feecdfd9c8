package dev.adjoint.bench;

import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The time of two-dimensional convolution in F32, alone and with its gradients, against the batch,
/// the channels, the side of the image, the kernel, the stride and the groups.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ConvolutionBenchmark {
  /// batch x channels x side - filters x kernel x stride x groups.
  @Param({
    "1x16x32-16x3x1x1",
    "8x16x32-16x3x1x1",
    "32x16x32-16x3x1x1",
    "32x32x16-32x3x1x1",
    "32x64x8-64x3x1x1",
    "64x1x28-32x3x1x1",
    "64x32x26-64x3x1x1",
    "32x16x32-32x3x2x1",
    "32x64x16-64x1x1x1",
    "32x64x16-64x3x1x64",
    "32x64x56-64x3x1x64",
    "32x512x7-512x3x1x512",
    "32x256x28-256x3x2x256",
    "8x16x32-16x7x1x1"
  })
  private String shape = "1x1x3-1x3x1x1";

  private Recorded convolution = Recorded.none();

  /// Fills the operands; borders are padded so that the image keeps its side.
  @Setup
  public void fill() {
    int[] n = Arrays.stream(shape.split("[x-]", -1)).mapToInt(Integer::parseInt).toArray();
    int kernel = n[4];
    Conv2dOptions options =
        Conv2dOptions.standard().withStride(n[5]).withPadding(kernel / 2).withGroups(n[6]);
    Parameter x = Recorded.operand(n[0], n[1], n[2], n[2]);
    Parameter weight = Recorded.operand(n[3], n[1] / n[6], kernel, kernel);
    convolution = Recorded.of(t -> t.conv2d(weight.value(), options), x, weight);
  }

  /// The value.
  @Benchmark
  public Tensor convolution() {
    return convolution.value();
  }

  /// The value and the gradients of all operands.
  @Benchmark
  public Tensor convolutionGradients() {
    return convolution.gradients();
  }
}
