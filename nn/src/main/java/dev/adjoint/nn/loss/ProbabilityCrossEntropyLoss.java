package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// Cross-entropy from probabilities: `−log(y[t] + 1e-10)` for a target index, `−Σ t · log(y +
/// 1e-10)` for target probabilities, averaged over the samples.
///
/// The small number keeps the logarithm finite where a probability is 0. Give the output of a
/// softmax; from logits [CrossEntropyLoss] is exact and stable. A negative input is refused; NaN
/// gives NaN.
///
/// **Shapes**: as for [CrossEntropyLoss].
///
/// **Gradient**: `−1/p` for the probability of the target, 0 for the others.
public record ProbabilityCrossEntropyLoss(Averaging averaging) implements Loss {

  private static final String NAME = "cross entropy of probabilities";
  private static final double SMALL = 1e-10;

  /// Checks that there is an averaging.
  public ProbabilityCrossEntropyLoss {
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// The mean over the samples.
  public ProbabilityCrossEntropyLoss() {
    this(Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    CrossEntropyTarget.require(NAME, input, target);
    Probability.requireNotNegative(
        NAME,
        "the input",
        input,
        "give the output of a softmax, or use CrossEntropyLoss for logits");
    Tensor t = CrossEntropyTarget.probabilities(input, target);
    return averaging.apply(
        input.add(SMALL).log().multiply(t).sum(CrossEntropyTarget.axis(input)).negative());
  }
}
