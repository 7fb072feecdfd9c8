package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Tensor;
import java.util.function.BinaryOperator;

/// The loss of an anchor that is to be nearer to a sample of its kind than to one of another kind:
/// `max(0, d(a, p) − d(a, n) + margin)` with `d(x, y) = ‖x − y + ε‖ₚ`.
///
/// With `swap` the smaller of `d(a, n)` and `d(p, n)` counts (Balntas et al. 2016).
///
/// **Shapes**: all three `[N, D]` or `[D]`.
///
/// **Gradient**: for all three; 0 where the margin is kept.
///
/// As `torch.nn.TripletMarginLoss`; for another distance see [#of(Tensor, Tensor, Tensor,
/// BinaryOperator)].
///
/// @param margin finite and above 0
/// @param order p of the norm, finite and above 0
/// @param epsilon ε, which keeps the gradient finite at equal vectors, at least 0
/// @param swap whether the distance of the positive to the negative sample counts too
public record TripletMarginLoss(
    double margin, double order, double epsilon, boolean swap, Averaging averaging) {

  private static final String NAME = "triplet margin loss";

  /// Checks the arguments.
  public TripletMarginLoss {
    Require.positive(NAME, "the margin", margin, "1 is usual");
    Require.positive(NAME, "the order of the norm", order, "2 is usual");
    Require.notNegative(NAME, "epsilon", epsilon, "1e-6 is usual");
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// Margin 1, Euclidean distance, ε = 1e-6, without swap, and the mean.
  public TripletMarginLoss() {
    this(1, 2, 1e-6, false, Averaging.MEAN);
  }

  /// The loss of triplets.
  public Tensor of(Tensor anchor, Tensor positive, Tensor negative) {
    return of(
        anchor,
        positive,
        negative,
        (x, y) -> x.subtract(y).add(epsilon).norm(order, KeepAxes.NO, -1));
  }

  /// The loss of triplets by any distance of two tensors of vectors, one number for each pair.
  public Tensor of(
      Tensor anchor, Tensor positive, Tensor negative, BinaryOperator<Tensor> distance) {
    Require.given(NAME, "the distance", distance, "give a function of two tensors");
    SameShape.require(NAME, anchor, positive);
    SameShape.require(NAME, anchor, negative);
    Tensor near = distance.apply(anchor, positive);
    Tensor far = distance.apply(anchor, negative);
    if (swap) {
      far = far.minimum(distance.apply(positive, negative));
    }
    return averaging.apply(near.subtract(far).add(margin).relu());
  }
}
