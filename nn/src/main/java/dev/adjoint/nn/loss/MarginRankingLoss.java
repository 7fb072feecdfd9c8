package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// The loss of an order: `max(0, −t·(a − b) + margin)`, where t = 1 says that a belongs above b and
/// −1 the reverse.
///
/// **Shapes**: all three equal.
///
/// **Gradient**: for a `−t` where the order is missed or the margin not kept, else 0. NaN gives
/// NaN.
///
/// **Throws**: IllegalArgumentException for a target that is neither −1 nor 1.
///
/// As `torch.nn.MarginRankingLoss`.
///
/// @param margin finite and at least 0
public record MarginRankingLoss(double margin, Averaging averaging) {

  private static final String NAME = "margin ranking loss";

  /// Checks the arguments.
  public MarginRankingLoss {
    Require.notNegative(NAME, "the margin", margin, "0 is usual");
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// Margin 0 and the mean.
  public MarginRankingLoss() {
    this(0, Averaging.MEAN);
  }

  /// The loss of two scores and their order.
  public Tensor of(Tensor first, Tensor second, Tensor target) {
    SameShape.require(NAME, first, second);
    SameShape.require(NAME, first, target);
    Signs.require(NAME, target);
    return averaging.apply(target.negative().multiply(first.subtract(second)).add(margin).relu());
  }
}
