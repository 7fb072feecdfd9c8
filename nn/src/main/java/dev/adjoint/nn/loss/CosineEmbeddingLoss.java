package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// The loss of two vectors that belong together (target 1) or not (target −1): `1 − cos(a, b)` or
/// `max(0, cos(a, b) − margin)`.
///
/// **Shapes**: vectors `[N, D]` or `[D]`; target `[N]` or none.
///
/// **Gradient**: for both vectors; 0 at the margin and below. Two vectors of zeros have cosine 0.
///
/// **Throws**: IllegalArgumentException for a target that is neither −1 nor 1.
///
/// As `torch.nn.CosineEmbeddingLoss`.
///
/// @param margin within −1 … 1; 0 … 0.5 is usual
public record CosineEmbeddingLoss(double margin, Averaging averaging) {

  private static final String NAME = "cosine embedding loss";

  /// Checks the arguments.
  public CosineEmbeddingLoss {
    if (!(margin >= -1 && margin <= 1)) {
      throw new IllegalArgumentException(
          "cosine embedding loss: the margin is %s but must be within -1 … 1; 0 is usual"
              .formatted(margin));
    }
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// Margin 0 and the mean.
  public CosineEmbeddingLoss() {
    this(0, Averaging.MEAN);
  }

  /// The loss of pairs of vectors.
  public Tensor of(Tensor first, Tensor second, Tensor target) {
    SameShape.require(NAME, first, second);
    Require.tensor(NAME, "the target", target);
    Tensor cosine = PairSimilarity.cosine(first, second);
    if (!cosine.shape().equals(target.shape())) {
      throw new ShapeException(
          NAME,
          "the target of vectors %s must be %s but is %s; give 1 or -1 for each pair"
              .formatted(first.shape(), cosine.shape(), target.shape()));
    }
    Signs.require(NAME, target);
    Tensor together = cosine.negative().add(1);
    Tensor apart = cosine.subtract(margin).relu();
    return averaging.apply(together.where(target.detach().greater(0), apart));
  }
}
