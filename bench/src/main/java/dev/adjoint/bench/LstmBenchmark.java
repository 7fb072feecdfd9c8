package dev.adjoint.bench;

import dev.adjoint.nn.Lstm;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
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

/// The time of an LSTM over whole sequences in F32, alone and with its gradients, against the
/// number of steps, the batch and the size of its state.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LstmBenchmark {
  /// steps x batch x size, with as many inputs as the state has numbers.
  @Param({"1x32x128", "16x32x128", "64x32x128", "256x32x128", "64x1x128", "64x32x32", "64x32x512"})
  private String shape = "1x1x1";

  private Recorded lstm = Recorded.none();

  /// Fills the operands.
  @Setup
  public void fill() {
    int[] n = Arrays.stream(shape.split("x", -1)).mapToInt(Integer::parseInt).toArray();
    Lstm layer = Lstm.of(n[2], n[2], new SplittableRandom(1));
    Parameter x = Recorded.operand(n);
    Parameter[] weights = Parameters.of(layer).list().toArray(Parameter[]::new);
    lstm = Recorded.of(t -> layer.forward(t, Pass.INFERENCE), x, weights);
  }

  /// The value.
  @Benchmark
  public Tensor lstm() {
    return lstm.value();
  }

  /// The value and the gradients of all operands.
  @Benchmark
  public Tensor lstmGradients() {
    return lstm.gradients();
  }
}
