package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// The Kullback–Leibler divergence of a target distribution t from log-probabilities y: `Σ t·(log t
/// − y)` over the classes, 0 where `t = 0`, averaged over the samples.
///
/// **Shapes**: input and target equal, `[N, …]` with a sample for each index of axis 0; the target
/// holds probabilities, within 0 … 1. With [Averaging#NONE] the losses of the elements.
///
/// **Gradient**: `−t / N` for the input.
///
/// **Throws**: IllegalArgumentException for a target outside 0 … 1, with the index of the first
/// such element in C order. NaN gives NaN.
///
/// As `torch.nn.KLDivLoss` with `reduction="batchmean"`, the mean of the formula; PyTorch's default
/// `"mean"` divides by the number of elements instead.
///
/// @param averaging [Averaging#MEAN] over the samples, or the sum
public record KlDivLoss(Averaging averaging) implements Loss {

  private static final String NAME = "kl div loss";

  /// Checks that there is an averaging.
  public KlDivLoss {
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// The mean over the samples.
  public KlDivLoss() {
    this(Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require(NAME, input, target);
    Probability.require(NAME, "the target", target, "give probabilities, not their logarithms");
    // t·log t is 0 at 0, and its derivative there is not needed, so such a t is replaced by 1.
    Tensor isZero = target.detach().eq(0);
    Tensor one = Tensor.ones(target.elementType(), target.shape());
    Tensor logTarget = one.where(isZero, target).log();
    Tensor losses = target.multiply(logTarget.subtract(input));
    return switch (averaging) {
      case NONE -> losses;
      case SUM -> losses.sum();
      case MEAN -> {
        int samples = input.shape().rank() == 0 ? 1 : input.shape().size(0);
        yield losses.sum().divide(samples);
      }
    };
  }
}
