package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;

/// Adds normal noise to all gradients, less and less (Neelakantan et al. 2015): the variance of
/// step t is `η / t^0.55`. Steps are counted from 1 by the rule itself; the noise of a step depends
/// on the seed and the step alone.
public final class GradientNoise implements GradientRule {

  private static final double FALL = 0.55;

  private final double eta;
  private final long seed;
  private long step;

  /// Noise from the first step on.
  ///
  /// @param eta η, the variance of the first step, finite and at least 0; 0.01 to 1 is usual
  public GradientNoise(double eta, long seed) {
    this(eta, seed, 0);
  }

  /// Noise as it continues after some steps, for a training that is resumed.
  ///
  /// @param eta η, the variance of the first step, finite and at least 0
  /// @param steps the steps taken so far, at least 0
  public GradientNoise(double eta, long seed, long steps) {
    this.eta = Require.notNegative("gradient noise", "eta", eta, "0.01 is usual");
    this.seed = seed;
    if (steps < 0) {
      throw new IllegalArgumentException(
          "gradient noise: the number of steps is %d but must be at least 0; give the steps taken so far"
              .formatted(steps));
    }
    this.step = steps;
  }

  @Override
  public List<Tensor> apply(List<Tensor> gradients) {
    step++;
    double deviation = Math.sqrt(eta / StrictMath.pow((double) step, FALL));
    SplittableRandom random = new SplittableRandom(seed + step * 0x9E3779B97F4A7C15L);
    return gradients.stream()
        .map(g -> g.add(Tensor.normal(g.elementType(), g.shape(), 0, deviation, random)))
        .toList();
  }

  @Override
  public String toString() {
    return "GradientNoise(eta %s, seed %d)".formatted(eta, seed);
  }
}
