package dev.adjoint.nn.loss;

import dev.adjoint.tensor.Tensor;

/// Cross-entropy from logits: `−log softmax(x)[t]` for a target index, `−Σ t · log softmax(x)` for
/// target probabilities (one-hot or soft), averaged over the samples.
///
/// **Shapes**: input `[N, K]` or `[K]`; target indices I64 or I32 `[N]` or `[]`, or probabilities
/// of the input's shape and type. Contains the softmax: give logits, not probabilities.
///
/// @param smoothing mixes the target with the uniform distribution, `0 ≤ smoothing < 1`
public record CrossEntropyLoss(double smoothing, Averaging averaging) implements Loss {

  /// Checks the range of the smoothing.
  public CrossEntropyLoss {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException(
          "cross entropy: the smoothing is %s but must be at least 0 and below 1; 0.1 is usual"
              .formatted(smoothing));
    }
  }

  /// No smoothing and the mean over the samples.
  public CrossEntropyLoss() {
    this(0, Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    ClassTarget.require("cross entropy", input, target);
    if (ClassTarget.isIndex(target) && smoothing == 0 && input.shape().rank() == 2) {
      return averaging.apply(input.crossEntropy(target));
    }
    Tensor probabilities = ClassTarget.probabilities(input, target);
    if (smoothing > 0) {
      double share = smoothing / input.shape().size(-1);
      probabilities = probabilities.multiply(1 - smoothing).add(share);
    }
    return averaging.apply(input.logSoftmax(-1).multiply(probabilities).sum(-1).negate());
  }
}
