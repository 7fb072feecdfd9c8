package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// The contrastive loss of pairs (van den Oord, Li and Vinyals 2018): the cross-entropy of finding
/// key i among all keys of the batch by query i, from cosine similarities divided by a temperature.
///
/// `−log( e^(cos(qᵢ, kᵢ)/τ) / Σⱼ e^(cos(qᵢ, kⱼ)/τ) )`
///
/// **Shapes**: queries and keys `[N, D]`, given as input and target; row i of both belong together.
///
/// **Gradient**: for queries and keys.
///
/// @param temperature τ, finite and above 0; 0.07 is usual
/// @param symmetric whether the loss of finding queries by keys is averaged in, as in CLIP
public record InfoNceLoss(double temperature, boolean symmetric, Averaging averaging)
    implements Loss {

  private static final String NAME = "info nce loss";

  /// Checks the arguments.
  public InfoNceLoss {
    Require.positive(NAME, "the temperature", temperature, "0.07 is usual");
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// τ = 0.07, queries find keys, and the mean.
  public InfoNceLoss() {
    this(0.07, false, Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require(NAME, input, target);
    if (input.shape().rank() != 2) {
      throw new ShapeException(
          NAME,
          "queries and keys have shape %s but must be [N, D]; flatten each sample"
              .formatted(input.shape()));
    }
    Tensor similarity =
        normalized(input).matmul(normalized(target).transpose()).divide(temperature);
    Tensor own = Tensor.arange(input.shape().size(0));
    CrossEntropyLoss find = new CrossEntropyLoss(0, averaging);
    Tensor loss = find.of(similarity, own);
    return symmetric ? loss.add(find.of(similarity.transpose(), own)).multiply(0.5) : loss;
  }

  private static Tensor normalized(Tensor x) {
    Tensor lengths = x.norm(2, KeepAxes.YES, -1);
    return x.divide(lengths.clamp(PairSimilarity.LEAST, Double.POSITIVE_INFINITY));
  }
}
