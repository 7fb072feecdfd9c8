package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// The hinge loss of samples that may belong to several classes: `Σ max(0, 1 − y[t] + y[j]) / K`
/// over the sample's classes t and all other classes j.
///
/// **Shapes**: input `[N, K]` or `[K]`; target equal, I64: the sample's classes, then −1.
///
/// **Gradient**: 0 where a class is more than 1 below the target's, and at that margin.
///
/// **Throws**: IndexOutOfBoundsException for a target outside −1 … K − 1.
///
/// As `torch.nn.MultiLabelMarginLoss`: numbers after the first −1 don't count.
public record MultiLabelMarginLoss(Averaging averaging) implements Loss {

  private static final String NAME = "multi-label margin loss";

  /// Checks the arguments.
  public MultiLabelMarginLoss {
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// The mean.
  public MultiLabelMarginLoss() {
    this(Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    Require.tensor(NAME, "the input", input);
    Require.tensor(NAME, "the target", target);
    int rank = input.shape().rank();
    if ((rank != 1 && rank != 2)
        || !input.shape().equals(target.shape())
        || !CrossEntropyTarget.isIndex(target)) {
      throw new ShapeException(
          NAME,
          "input %s and target %s of type %s don't fit; give [N, K] or [K] twice, the target as class indices that end with -1"
              .formatted(input.shape(), target.shape(), target.elementType()));
    }
    int classes = input.shape().size(-1);
    Tensor shifted = target.to(ElementType.I64).add(1);
    shifted.requireWithin(
        classes + 1,
        (index, position) ->
            new IndexOutOfBoundsException(
                "%s: target %d at element %d is outside -1 … %d; count classes from 0 and end with -1"
                    .formatted(NAME, index - 1, position, classes - 1)));
    // 1 up to the first −1 of a sample, then 0.
    Tensor counts = shifted.eq(0).to(ElementType.I64).cumsum(-1).eq(0).to(input.elementType());
    Tensor known = shifted.subtract(1).maximum(Tensor.zerosLike(shifted));
    Tensor own = known.oneHot(classes).to(input.elementType()).multiply(counts.unsqueeze(-1));
    Tensor others = own.sum(-2).negative().add(1);
    Tensor gaps = input.unsqueeze(-2).subtract(input.gather(-1, known).unsqueeze(-1)).add(1).relu();
    Tensor losses = gaps.multiply(counts.unsqueeze(-1)).multiply(others.unsqueeze(-2));
    return averaging.apply(losses.sum(-2, -1).divide(classes));
  }
}
