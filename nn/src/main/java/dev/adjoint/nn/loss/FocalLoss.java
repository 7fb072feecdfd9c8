package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;

/// Cross-entropy that counts certain samples less: `−(1 − p)^γ · log p` with `p = softmax(x)[t]`
/// (Lin et al. 2017), for classes of very different frequency. With γ = 0 it is [CrossEntropyLoss].
///
/// **Shapes**: input `[N, K]`, `[K]` or `[N, K, …]`; target indices I64 or I32 of the same shape
/// without K.
///
/// **Gradient**: for the logit of class k `(pₖ − 1{k = t})·(1 − p)^γ·(1 − γ·p·log p / (1 − p))`.
/// NaN gives NaN.
///
/// **Accuracy**: `1 − p` is computed as `1 − e^(log p)` with expm1, so samples of high certainty
/// keep their relative accuracy.
///
/// @param gamma γ, at least 0 and finite; 0, or at least 1, keeps the gradient finite at p = 1
/// @param classWeights α by class `[K]`, or empty for 1 each; the mean is not divided by them
public record FocalLoss(double gamma, Optional<Tensor> classWeights, Averaging averaging)
    implements Loss {

  private static final String NAME = "focal loss";

  /// Checks the arguments.
  public FocalLoss {
    Require.notNegative(NAME, "gamma", gamma, "2 is usual");
    Require.optional(NAME, "the class weights", classWeights);
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// γ = 2, no weights and the mean.
  public FocalLoss() {
    this(2, Optional.empty(), Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    Require.tensor(NAME, "the input", input);
    Require.tensor(NAME, "the target", target);
    Tensor losses = new CrossEntropyLoss(0, Averaging.NONE).of(input, target);
    if (!CrossEntropyTarget.isIndex(target)) {
      throw new IllegalArgumentException(
          "focal loss: the target is %s but must be class indices, I64 or I32; give the index of each sample's class"
              .formatted(target.elementType()));
    }
    if (gamma > 0) {
      losses = Focus.of(losses.negative().expm1().negative(), gamma).multiply(losses);
    }
    if (classWeights.isPresent()) {
      Tensor weights = classWeights.get().detach().to(input.elementType());
      losses = losses.multiply(weights.indexSelect(0, target));
    }
    return averaging.apply(losses);
  }
}
