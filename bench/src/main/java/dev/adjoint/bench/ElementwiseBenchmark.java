package dev.adjoint.bench;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.elementwise.BinaryCall;
import dev.adjoint.kernel.elementwise.UnaryCall;
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

/// The time of functions in F32 against the number of elements: from what a call costs to what the
/// memory lets through.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ElementwiseBenchmark {
  private static final int ROW = 64;

  /// The number of elements, in rows of 64.
  @Param({"64", "1024", "16384", "262144", "4194304"})
  private int count = ROW;

  private final Kernels kernels = Kernels.active();
  private View x = MatrixShape.parse("1").left();
  private View y = x;

  /// Fills the operand.
  @Setup
  public void fill() {
    x = new MatrixShape("", count / ROW, ROW, 1, false, false).left();
    y = View.contiguous(x.storage().allocate(count), count / ROW, ROW);
  }

  /// `x + x`.
  @Benchmark
  public Storage add() {
    kernels.run(new BinaryCall(Binary.ADD, x, x, y));
    return y.storage();
  }

  /// `exp(x)`.
  @Benchmark
  public Storage exp() {
    kernels.run(new UnaryCall(Unary.EXP, x, y));
    return y.storage();
  }

  /// `tanh(x)`.
  @Benchmark
  public Storage tanh() {
    kernels.run(new UnaryCall(Unary.TANH, x, y));
    return y.storage();
  }

  /// GELU with the error function.
  @Benchmark
  public Storage gelu() {
    kernels.run(new UnaryCall(Unary.GELU, x, y));
    return y.storage();
  }
}
