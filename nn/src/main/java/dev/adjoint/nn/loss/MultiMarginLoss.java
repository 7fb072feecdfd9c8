package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;

/// The hinge loss of classes: `Σ max(0, margin − y[t] + y[j])^p / K` over the classes j other than
/// the target's t.
///
/// **Shapes**: input `[N, K]` or `[K]`; target indices `[N]` or none, I64 or I32.
///
/// **Gradient**: 0 where a class is more than the margin below the target's, and at the margin. NaN
/// gives NaN.
///
/// As `torch.nn.MultiMarginLoss`; with class weights each sample's loss is multiplied by that of
/// its target, without a change of the divisor.
///
/// @param p 1 or 2
/// @param margin finite and above 0
/// @param classWeights `[K]`, or empty for 1 each
public record MultiMarginLoss(
    int p, double margin, Optional<Tensor> classWeights, Averaging averaging) implements Loss {

  private static final String NAME = "multi margin loss";

  /// Checks the arguments.
  public MultiMarginLoss {
    Require.positive(NAME, "the margin", margin, "1 is usual");
    Require.optional(NAME, "the class weights", classWeights);
    if (p != 1 && p != 2) {
      throw new IllegalArgumentException(
          "multi margin loss: p is %d but must be 1 or 2; 1 is usual".formatted(p));
    }
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// p = 1, margin 1, no weights and the mean.
  public MultiMarginLoss() {
    this(1, 1, Optional.empty(), Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    Require.tensor(NAME, "the input", input);
    Require.tensor(NAME, "the target", target);
    if (input.shape().rank() > 2 || !CrossEntropyTarget.isIndex(target)) {
      throw new ShapeException(
          NAME,
          "input %s and target %s of type %s don't fit; give [N, K] or [K] and one class index for each sample"
              .formatted(input.shape(), target.shape(), target.elementType()));
    }
    CrossEntropyTarget.require(NAME, input, target);
    Tensor own = input.gather(-1, target.unsqueeze(-1));
    Tensor hinges = input.subtract(own).add(margin).relu();
    Tensor losses = p == 1 ? hinges : hinges.square();
    Tensor others =
        CrossEntropyTarget.probabilities(input, target).negative().add(1).multiply(losses);
    Tensor perSample = others.mean(-1);
    if (classWeights.isPresent()) {
      Tensor weights = classWeights.get().detach().to(input.elementType());
      perSample = perSample.multiply(weights.indexSelect(0, target));
    }
    return averaging.apply(perSample);
  }
}
