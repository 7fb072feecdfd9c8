package dev.adjoint.nn.metric;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.nn.loss.Averaging;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.OptionalLong;

/// The perplexity of a language model: e to the mean cross-entropy of its tokens, at least 1. A
/// model that chooses evenly among k tokens has perplexity k.
///
/// **Shapes**: logits `[…, K]`, token indices `[…]`.
///
/// @param ignoreIndex the target index that is ignored, such as padding, or empty for none
public record Perplexity(OptionalLong ignoreIndex) implements Metric {

  /// Refuses null.
  public Perplexity {
    Require.given(
        "perplexity", "the ignored index", ignoreIndex, "give OptionalLong.empty() for none");
  }

  /// Every token counts.
  public Perplexity() {
    this(OptionalLong.empty());
  }

  /// The same with a target index that is ignored.
  @CheckReturnValue
  public Perplexity withIgnoreIndex(long index) {
    return new Perplexity(OptionalLong.of(index));
  }

  @Override
  public String name() {
    return "perplexity";
  }

  /// The sum of the cross-entropies in F64, and the count of the tokens.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    ClassIndices indices = ClassIndices.of(name(), outputs, target, ignoreIndex);
    if (indices.target().length == 0) {
      return new double[2];
    }
    Tensor sum =
        new CrossEntropyLoss(0, Averaging.SUM)
            .of(indices.outputs().to(ElementType.F64), Tensor.of(indices.target()));
    return new double[] {sum.item(), indices.target().length};
  }

  @Override
  public double value(double[] state) {
    return Math.exp(state[0] / state[1]);
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
