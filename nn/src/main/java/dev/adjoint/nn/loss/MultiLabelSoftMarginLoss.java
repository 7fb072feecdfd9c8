package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;

/// Binary cross-entropy from logits for samples that may belong to several classes, as the mean
/// over the classes: `−(1/K)·Σ t·log σ(y) + (1 − t)·log(1 − σ(y))`.
///
/// **Shapes**: input and target `[…, K]`; target within 0 … 1. The losses have the shape without K.
///
/// **Accuracy**: that of [BceWithLogitsLoss].
///
/// As `torch.nn.MultiLabelSoftMarginLoss`.
///
/// **Gradient**: `(σ(y) − t) / K` over the K classes, times the weight of the class.
///
/// @param classWeights `[K]`, or empty for 1 each
public record MultiLabelSoftMarginLoss(Optional<Tensor> classWeights, Averaging averaging)
    implements Loss {

  private static final String NAME = "multi-label soft margin loss";

  /// Checks the arguments.
  public MultiLabelSoftMarginLoss {
    Require.optional(NAME, "the class weights", classWeights);
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// No weights and the mean.
  public MultiLabelSoftMarginLoss() {
    this(Optional.empty(), Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    Tensor losses = new BceWithLogitsLoss(Averaging.NONE).of(input, target);
    if (classWeights.isPresent()) {
      losses = losses.multiply(classWeights.get().detach().to(input.elementType()));
    }
    return averaging.apply(losses.mean(-1));
  }
}
