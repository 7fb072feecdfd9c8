package dev.adjoint.bench;

import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.AdamW;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.nn.optim.UpdateRule;
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

/// The time of an optimizer's step in F32 against the number of weights, all of which have a
/// gradient.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class UpdateBenchmark {
  /// So small that weights change but never leave their range.
  private static final double RATE = 1e-9;

  /// The side of a square weight: 16² to 2048² numbers.
  @Param({"16", "64", "256", "1024", "2048"})
  private int side = 1;

  private Optimizer sgd = optimizer(new Sgd(RATE));
  private Optimizer momentum = sgd;
  private Optimizer adam = sgd;
  private Optimizer adamW = sgd;

  /// Makes a layer with gradients for each rule.
  @Setup
  public void fill() {
    sgd = optimizer(new Sgd(RATE));
    momentum = optimizer(new Sgd(RATE, 0.9));
    adam = optimizer(new Adam(RATE));
    adamW = optimizer(new AdamW(RATE));
  }

  private Optimizer optimizer(UpdateRule rule) {
    SplittableRandom random = new SplittableRandom(1);
    Linear layer = Linear.of(side, side, random);
    layer.forward(Tensor.ones(1, side)).sum().backward();
    return Optimizer.of(Parameters.of(layer), rule);
  }

  /// Plain gradient descent.
  @Benchmark
  public long sgd() {
    sgd.step();
    return sgd.steps();
  }

  /// With momentum.
  @Benchmark
  public long momentum() {
    momentum.step();
    return momentum.steps();
  }

  /// Adam.
  @Benchmark
  public long adam() {
    adam.step();
    return adam.steps();
  }

  /// AdamW.
  @Benchmark
  public long adamW() {
    adamW.step();
    return adamW.steps();
  }
}
