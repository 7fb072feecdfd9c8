package dev.adjoint.bench;

import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;
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

/// The time of normalisations in F32, alone and with their gradients, against the number of
/// elements.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NormalizationBenchmark {
  private static final int WIDTH = 128;
  private static final int SIDE = 8;
  private static final int CHANNELS = 32;

  /// The number of elements: rows of 128, or 32 channels of 8 × 8.
  @Param({"2048", "32768", "524288", "8388608"})
  private int count = CHANNELS * SIDE * SIDE;

  private Recorded layerNorm = Recorded.none();
  private Recorded batchNorm = layerNorm;

  /// Fills the operands.
  @Setup
  public void fill() {
    Parameter rows = Recorded.operand(count / WIDTH, WIDTH);
    Parameter gain = Recorded.operand(WIDTH);
    Parameter bias = Recorded.operand(WIDTH);
    layerNorm = Recorded.of(t -> t.layerNorm(gain.value(), bias.value(), 1e-5), rows, gain, bias);
    Parameter images = Recorded.operand(count / (CHANNELS * SIDE * SIDE), CHANNELS, SIDE, SIDE);
    Parameter gains = Recorded.operand(CHANNELS);
    Parameter shifts = Recorded.operand(CHANNELS);
    batchNorm =
        Recorded.of(
            t -> t.batchNorm(gains.value(), shifts.value(), Optional.empty(), 1e-5),
            images,
            gains,
            shifts);
  }

  /// The value.
  @Benchmark
  public Tensor layerNorm() {
    return layerNorm.value();
  }

  /// The value and the gradients of all operands.
  @Benchmark
  public Tensor layerNormGradients() {
    return layerNorm.gradients();
  }

  /// The value.
  @Benchmark
  public Tensor batchNorm() {
    return batchNorm.value();
  }

  /// The value and the gradients of all operands.
  @Benchmark
  public Tensor batchNormGradients() {
    return batchNorm.gradients();
  }
}
