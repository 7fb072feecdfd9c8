package dev.adjoint.bench;

import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
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

/// The time of self-attention in F32 without its projections, alone and with its gradients, against
/// the length of the sequence: 4 sequences, 4 heads of 32 columns.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AttentionBenchmark {
  private static final int BATCH = 4;
  private static final int HEADS = 4;
  private static final int WIDTH = 128;

  /// The number of positions in a sequence.
  @Param({"16", "64", "256", "1024"})
  private int length = 1;

  /// Whether a position sees only itself and earlier positions.
  @Param({"true", "false"})
  private boolean causal;

  private Recorded attention = Recorded.none();

  /// Fills the operand.
  @Setup
  public void fill() {
    Parameter projected = Recorded.operand(BATCH, length, 3 * WIDTH);
    attention = Recorded.of(t -> t.selfAttention(HEADS, causal), projected);
  }

  /// The value.
  @Benchmark
  public Tensor attention() {
    return attention.value();
  }

  /// The value and the gradients of all operands.
  @Benchmark
  public Tensor attentionGradients() {
    return attention.gradients();
  }
}
