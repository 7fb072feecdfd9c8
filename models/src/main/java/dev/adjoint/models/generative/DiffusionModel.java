package dev.adjoint.models.generative;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.random.RandomGenerator;

/// The denoising diffusion model of Ho, Jain and Abbeel (2020): noise is added to images in T small
/// steps of variance β_t, and a network learns to say which noise it was. New images are made from
/// noise by taking it away step by step.
///
/// With `ᾱ_t = Π (1 − β_s)` over the steps up to t, an image after t steps is `x_t = √ᾱ_t · x + √(1
/// − ᾱ_t) · ε`.
///
/// @param network what says which noise is in an image
/// @param steps T; β rises evenly from 0.0001 to 0.02, which are for 1000 steps
public record DiffusionModel(NoiseNetwork network, int steps) {

  private static final double FIRST = 1e-4;
  private static final double LAST = 0.02;

  /// Checks the number of steps.
  public DiffusionModel {
    if (steps < 2) {
      throw new IllegalArgumentException(
          "diffusion: the number of steps is %d but must be at least 2; 1000 is usual"
              .formatted(steps));
    }
  }

  /// β of a step, 0 to T − 1.
  public double beta(int step) {
    return FIRST + (LAST - FIRST) * step / (steps - 1);
  }

  /// `ᾱ` of a step, 0 to T − 1.
  public double signal(int step) {
    double product = 1;
    for (int i = 0; i <= step; i++) {
      product *= 1 - beta(i);
    }
    return product;
  }

  /// Images with the noise of these steps.
  ///
  /// @param x `[N, channels, H, W]`, within about −1 … 1
  /// @param noise ε, the shape of x
  /// @param at the step of each image, `[N]` (I64), 0 to T − 1
  public Tensor noised(Tensor x, Tensor noise, Tensor at) {
    double[] signals = new double[steps];
    double product = 1;
    for (int i = 0; i < steps; i++) {
      product *= 1 - beta(i);
      signals[i] = product;
    }
    Tensor share = Tensor.of(ElementType.F64, signals).indexSelect(0, at).reshape(-1, 1, 1, 1);
    Tensor kept = share.sqrt().to(x.elementType());
    Tensor added = share.negative().add(1).sqrt().to(x.elementType());
    return x.multiply(kept).add(noise.multiply(added));
  }

  /// The loss of a step of training: the mean squared error of the noise that the network finds in
  /// images after a random number of steps.
  public Tensor loss(Tensor x, RandomGenerator random) {
    Tensor at = Tensor.randint(Shape.of(x.shape().size(0)), 0, steps, random);
    Tensor noise = Tensor.normal(x.elementType(), x.shape(), 0, 1, random);
    return network.noise(noised(x, noise, at), at).subtract(noise).square().mean();
  }

  /// New images, from noise and T evaluations of the network.
  ///
  /// @param shape `[N, channels, H, W]`
  public Tensor sample(Shape shape, RandomGenerator random) {
    return Tensor.noGrad(() -> {
      Tensor x = Tensor.normal(shape, 0, 1, random);
      for (int step = steps - 1; step >= 0; step--) {
        x = less(x, step, random);
      }
      return x;
    });
  }

  /// One step back: `(x − β/√(1 − ᾱ) · ε) / √(1 − β)`, and new noise of variance β but for the
  /// last.
  private Tensor less(Tensor x, int step, RandomGenerator random) {
    Tensor at = Tensor.full(ElementType.I64, Shape.of(x.shape().size(0)), step);
    double share = beta(step) / Math.sqrt(1 - signal(step));
    Tensor mean =
        x.subtract(network.noise(x, at).multiply(share)).divide(Math.sqrt(1 - beta(step)));
    return step == 0 ? mean : mean.add(Tensor.normal(x.shape(), 0, Math.sqrt(beta(step)), random));
  }
}
