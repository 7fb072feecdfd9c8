package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// Binary cross-entropy from probabilities: `−mean(t·log y + (1 − t)·log(1 − y))`.
///
/// The logarithms are kept at or above −100, as in PyTorch, so that a probability of exactly 0 or 1
/// gives a finite loss. From logits use [BceWithLogitsLoss], which needs no such limit.
///
/// **Shapes**: input and target equal, both within 0 … 1; target usually 0 or 1.
///
/// **Accuracy**: in F32 the loss of an element and its gradient have a relative error below 1e-6
/// over the whole range, since `log(1 − y)` is computed as `log1p(−y)`. NaN gives NaN.
///
/// **Gradient**: 0 where the limit holds (PyTorch lets up to 10¹² through).
///
/// **Throws**: IllegalArgumentException for an input or a target outside 0 … 1, with the index of
/// the first such element in C order.
public record BceLoss(Averaging averaging) implements Loss {

  private static final String NAME = "bce loss";
  private static final double LOWEST_LOG = -100;

  /// Checks that there is an averaging.
  public BceLoss {
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// The mean over all elements.
  public BceLoss() {
    this(Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require(NAME, input, target);
    Probability.require(
        NAME,
        "the input",
        input,
        "give probabilities, such as the output of a sigmoid, or use BceWithLogitsLoss for logits");
    Probability.require(NAME, "the target", target, "give 1 for yes and 0 for no");
    Tensor p = input;
    Tensor t = target;
    Tensor yes = limited(p, p).log();
    Tensor no = limited(p.negative().add(1), p.negative()).log1p();
    Tensor limit = Tensor.full(p.elementType(), p.shape(), LOWEST_LOG);
    yes = limit.where(isTiny(p), yes);
    no = limit.where(isTiny(p.negative().add(1)), no);
    return averaging.apply(t.multiply(yes).add(t.negative().add(1).multiply(no)).negative());
  }

  /// The argument of a logarithm, replaced where the limit holds by a number whose logarithm and
  /// derivative are finite, so that 0 times them is 0.
  private static Tensor limited(Tensor p, Tensor argument) {
    return Tensor.full(p.elementType(), p.shape(), 0.5).where(isTiny(p), argument);
  }

  /// Where the logarithm of a probability would be below the limit.
  private static Tensor isTiny(Tensor p) {
    return p.detach().less(Math.exp(LOWEST_LOG));
  }
}
