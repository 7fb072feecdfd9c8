package dev.adjoint.bench;

import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.matmul.MatmulCall;
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

/// The time of one F32 matrix product against its size, and of the shapes that training is made of.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MatmulBenchmark {
  /// m×k×n; an operand with a T is stored transposed.
  @Param({
    "2x2x2",
    "8x8x8",
    "32x32x32",
    "64x64x64",
    "128x128x128",
    "256x256x256",
    "512x512x512",
    "1024x1024x1024",
    "2048x2048x2048",
    "1x784x512T",
    "1x784x512",
    "8x784x512T",
    "128x784x512T",
    "128x512x784",
    "T784x128x512",
    "128x256x10T",
    "768x128x512T"
  })
  private String shape = "";

  private final Kernels kernels = Kernels.active();
  private MatrixShape product = MatrixShape.parse("1");
  private View a = product.left();
  private View b = product.right();
  private View c = product.result();

  /// Fills the operands.
  @Setup
  public void fill() {
    product = MatrixShape.parse(shape);
    a = product.left();
    b = product.right();
    c = product.result();
  }

  /// One product.
  @Benchmark
  public Storage matmul() {
    kernels.run(new MatmulCall(a, b, c));
    return c.storage();
  }
}
