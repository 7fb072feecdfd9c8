package dev.adjoint.bench;

import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.SplittableRandom;
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

/// The time of softmax and cross-entropy in F32, alone and with their gradients, against the number
/// of classes.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LossBenchmark {
  private static final int ROWS = 128;

  /// The number of classes; 128 rows.
  @Param({"2", "10", "65", "1000", "50000"})
  private int classes = 1;

  private Recorded softmax = Recorded.none();
  private Recorded logSoftmax = softmax;
  private Recorded crossEntropy = softmax;

  /// Fills the operands.
  @Setup
  public void fill() {
    Parameter x = Recorded.operand(ROWS, classes);
    Tensor target = Tensor.randint(Shape.of(ROWS), 0, classes, new SplittableRandom(1));
    softmax = Recorded.of(t -> t.softmax(1), x);
    logSoftmax = Recorded.of(t -> t.logSoftmax(1), x);
    crossEntropy = Recorded.of(t -> t.crossEntropy(target), x);
  }

  /// The value.
  @Benchmark
  public Tensor softmax() {
    return softmax.value();
  }

  /// The value and the gradients of all operands.
  @Benchmark
  public Tensor softmaxGradients() {
    return softmax.gradients();
  }

  /// The value.
  @Benchmark
  public Tensor logSoftmax() {
    return logSoftmax.value();
  }

  /// The value and the gradients of all operands.
  @Benchmark
  public Tensor logSoftmaxGradients() {
    return logSoftmax.gradients();
  }

  /// The value.
  @Benchmark
  public Tensor crossEntropy() {
    return crossEntropy.value();
  }

  /// The value and the gradients of all operands.
  @Benchmark
  public Tensor crossEntropyGradients() {
    return crossEntropy.gradients();
  }
}
