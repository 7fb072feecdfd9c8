package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// The loss of a distance y between two samples that belong together (target 1) or not (target −1):
/// `y` or `max(0, margin − y)`.
///
/// **Shapes**: input and target equal.
///
/// **Gradient**: 1 for the target 1; for the target −1 it is −1 below the margin, else 0. NaN gives
/// NaN.
///
/// **Throws**: IllegalArgumentException for a target that is neither −1 nor 1.
///
/// As `torch.nn.HingeEmbeddingLoss`.
///
/// @param margin finite and above 0
public record HingeEmbeddingLoss(double margin, Averaging averaging) implements Loss {

  private static final String NAME = "hinge embedding loss";

  /// Checks the arguments.
  public HingeEmbeddingLoss {
    Require.positive(NAME, "the margin", margin, "1 is usual");
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// Margin 1 and the mean.
  public HingeEmbeddingLoss() {
    this(1, Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require(NAME, input, target);
    Signs.require(NAME, target);
    Tensor apart = input.negative().add(margin).relu();
    return averaging.apply(input.where(target.detach().greater(0), apart));
  }
}
