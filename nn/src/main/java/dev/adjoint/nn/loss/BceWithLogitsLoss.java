package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;

/// Binary cross-entropy from logits, that of `sigmoid(x)`: `mean(p·t·softplus(−x) + (1 −
/// t)·softplus(x))`.
///
/// With a weight p of the positive answers a positive sample counts as p samples, for classes where
/// they are rare. The formula is a sum of numbers of one sign, so no tail is lost: the loss of a
/// logit of 20 is `softplus(−20)` = 2.06e-9 where the target is 1.
///
/// **Shapes**: input and target equal; target within 0 … 1; p broadcasts to them, such as `[K]` to
/// `[N, K]`.
///
/// **Accuracy**: in F32 the loss of an element and, for targets 0 and 1, its gradient have a
/// relative error below 1e-6 for logits from −85 to 85; beyond, results below 1e-37 lose digits.
/// NaN gives NaN.
///
/// **Throws**: IllegalArgumentException for a target outside 0 … 1 or a negative weight, with the
/// index of the first such element in C order.
///
/// **Gradient**: `σ(y) − t`, with a weight w of positives `(1 − t)·σ(y) − w·t·σ(−y)`, divided as
/// the averaging says.
///
/// @param positiveWeight p (`pos_weight` in PyTorch), at least 0, or empty for 1
public record BceWithLogitsLoss(Averaging averaging, Optional<Tensor> positiveWeight)
    implements Loss {

  private static final String NAME = "bce with logits loss";

  /// Checks the type and the range of the weight.
  public BceWithLogitsLoss {
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
    Require.optional(NAME, "the weight of the positive answers", positiveWeight);
    positiveWeight.ifPresent(weight -> {
      ElementTypeException.requireFloating(NAME, weight);
      Probability.requireNotNegative(
          NAME, "the weight of the positive answers", weight, "give the negatives per positive");
    });
  }

  /// Positive and negative targets count the same.
  public BceWithLogitsLoss(Averaging averaging) {
    this(averaging, Optional.empty());
  }

  /// The mean over all elements.
  public BceWithLogitsLoss() {
    this(Averaging.MEAN);
  }

  /// The same with this weight of the positive answers, usually the number of negatives for each
  /// positive.
  @CheckReturnValue
  public BceWithLogitsLoss withPositiveWeight(Tensor weight) {
    return new BceWithLogitsLoss(
        averaging, Optional.of(Require.tensor(NAME, "the weight", weight)));
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require(NAME, input, target);
    Probability.require(NAME, "the target", target, "give 1 for yes and 0 for no");
    Tensor yes = target;
    if (positiveWeight.isPresent()) {
      yes = target.multiply(fitting(positiveWeight.get(), input));
    }
    Tensor no = target.negative().add(1);
    return averaging.apply(
        yes.multiply(input.negative().softplus()).add(no.multiply(input.softplus())));
  }

  private static Tensor fitting(Tensor weight, Tensor input) {
    Shape both = Shape.broadcast(NAME, weight.shape(), input.shape());
    if (!both.equals(input.shape())) {
      throw new ShapeException(
          NAME,
          "the weight of the positive answers has shape %s but the input %s; give one number for each class"
              .formatted(weight.shape(), input.shape()));
    }
    return weight.detach().to(input.elementType());
  }
}
