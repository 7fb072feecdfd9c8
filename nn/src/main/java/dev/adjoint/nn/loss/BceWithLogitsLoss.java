package dev.adjoint.nn.loss;

import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;

/// Binary cross-entropy from logits: that of `sigmoid(x)`, computed without overflow as
/// `mean(softplus(x) − x·t)`.
///
/// With a weight p of the positive answers, `mean((1 − t)·x + (1 + (p − 1)·t)·softplus(−x))`: a
/// positive sample counts as p of them, for classes where they are rare.
///
/// **Shapes**: input and target equal; target within 0 … 1; p broadcasts to them, such as `[K]` to
/// `[N, K]`.
///
/// @param positiveWeight p (`pos_weight` in PyTorch), or empty for 1
public record BceWithLogitsLoss(Averaging averaging, Optional<Tensor> positiveWeight)
    implements Loss {

  private static final String NAME = "bce with logits loss";

  /// Checks the type of the weight.
  public BceWithLogitsLoss {
    positiveWeight.ifPresent(weight -> ElementTypeException.requireFloating(NAME, weight));
  }

  /// Positive and negative answers count alike.
  public BceWithLogitsLoss(Averaging averaging) {
    this(averaging, Optional.empty());
  }

  /// The mean over all elements.
  public BceWithLogitsLoss() {
    this(Averaging.MEAN);
  }

  /// The same with this weight of the positive answers, usually their negatives to one positive.
  public BceWithLogitsLoss withPositiveWeight(Tensor weight) {
    return new BceWithLogitsLoss(averaging, Optional.of(weight));
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require(NAME, input, target);
    if (positiveWeight.isEmpty()) {
      return averaging.apply(input.softplus().subtract(input.multiply(target)));
    }
    Tensor given = positiveWeight.get();
    Shape both = Shape.broadcast(NAME, given.shape(), input.shape());
    if (!both.equals(input.shape())) {
      throw new ShapeException(
          NAME,
          "the weight of the positive answers has shape %s but the input %s; give one number for each class"
              .formatted(given.shape(), input.shape()));
    }
    Tensor weight = given.detach().to(input.elementType());
    Tensor counts = weight.subtract(1).multiply(target).add(1);
    Tensor negative = input.multiply(target.negate().add(1));
    return averaging.apply(negative.add(counts.multiply(input.negate().softplus())));
  }
}
