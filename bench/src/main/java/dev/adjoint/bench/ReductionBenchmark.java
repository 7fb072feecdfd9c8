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

/// The time of reductions in F32 against the number of elements, over everything, along rows and
/// along columns.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReductionBenchmark {
  private static final int ROW = 64;

  /// The number of elements, in rows of 64.
  @Param({"64", "1024", "16384", "262144", "4194304"})
  private int count = ROW;

  private Recorded sum = Recorded.none();
  private Recorded sumOfRows = sum;
  private Recorded sumOfColumns = sum;
  private Recorded maximumOfRows = sum;
  private Recorded varianceOfRows = sum;

  /// Fills the operand.
  @Setup
  public void fill() {
    Parameter x = Recorded.operand(count / ROW, ROW);
    sum = Recorded.of(t -> t.sum(), x);
    sumOfRows = Recorded.of(t -> t.sum(1), x);
    sumOfColumns = Recorded.of(t -> t.sum(0), x);
    maximumOfRows = Recorded.of(t -> t.max(1), x);
    varianceOfRows = Recorded.of(t -> t.variance(1), x);
  }

  /// The sum of all elements.
  @Benchmark
  public Tensor sum() {
    return sum.value();
  }

  /// The sum of each row.
  @Benchmark
  public Tensor sumOfRows() {
    return sumOfRows.value();
  }

  /// The sum of each column.
  @Benchmark
  public Tensor sumOfColumns() {
    return sumOfColumns.value();
  }

  /// The largest element of each row.
  @Benchmark
  public Tensor maximumOfRows() {
    return maximumOfRows.value();
  }

  /// The variance of each row.
  @Benchmark
  public Tensor varianceOfRows() {
    return varianceOfRows.value();
  }
}
