package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// The negative log-likelihood: `−y[t]` for a target index, from log-probabilities such as those of
/// `x.logSoftmax(1)`. With that it is [CrossEntropyLoss] of x.
///
/// **Shapes**: input `[N, K]`, `[K]`, or `[N, K, …]` with a sample at every index of the further
/// axes; target indices I64 or I32 of the same shape without K.
///
/// **Gradient**: −1 for the log-probability of the target, 0 for all others; with the mean over n
/// samples −1/n.
///
/// As `torch.nn.NLLLoss` without class weights and without an ignored index.
public record NllLoss(Averaging averaging) implements Loss {

  private static final String NAME = "nll loss";

  /// Checks that there is an averaging.
  public NllLoss {
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// The mean over the samples.
  public NllLoss() {
    this(Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    Require.tensor(NAME, "the input", input);
    Require.tensor(NAME, "the target", target);
    if (!CrossEntropyTarget.isIndex(target)) {
      throw new IllegalArgumentException(
          "nll loss: the target is %s but must be class indices, I64 or I32; use KlDivLoss for probabilities"
              .formatted(target.elementType()));
    }
    CrossEntropyTarget.require(NAME, input, target);
    int axis = CrossEntropyTarget.axis(input);
    return averaging.apply(input.gather(axis, target.unsqueeze(axis)).squeeze(axis).negative());
  }
}
