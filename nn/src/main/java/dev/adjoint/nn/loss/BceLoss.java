package dev.adjoint.nn.loss;

import dev.adjoint.tensor.Tensor;

/// Binary cross-entropy from probabilities: `−mean(t·log y + (1 − t)·log(1 − y))`.
///
/// The logarithms are kept at or above −100, as in PyTorch, so that a probability of exactly 0 or 1
/// gives a finite loss. Through the limit no gradient goes (PyTorch lets one of up to 10¹²
/// through). From logits use [BceWithLogitsLoss], which needs no such limit.
///
/// **Shapes**: input and target equal; input within 0 … 1, target usually 0 or 1.
public record BceLoss(Averaging averaging) implements Loss {

  private static final double LOWEST_LOG = -100;

  /// The mean over all elements.
  public BceLoss() {
    this(Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require("bce loss", input, target);
    Tensor yes = limited(input);
    Tensor no = limited(input.negate().add(1));
    Tensor t = target;
    return averaging.apply(t.multiply(yes).add(t.negate().add(1).multiply(no)).negate());
  }

  /// `log p`, where p is 0 the limit, through which no gradient goes.
  private static Tensor limited(Tensor p) {
    double smallest = Math.exp(LOWEST_LOG);
    Tensor tiny = p.detach().less(smallest);
    Tensor limit = Tensor.full(p.elementType(), p.shape(), LOWEST_LOG);
    Tensor safe = Tensor.ones(p.elementType(), p.shape()).where(tiny, p);
    return limit.where(tiny, safe.log());
  }
}
