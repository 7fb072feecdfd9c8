package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.stream.IntStream;

/// One minus the overlap of a predicted region with its target: `1 − (TP + s) / (TP + α·FP + β·FN +
/// s)` with `TP = Σ p·t`, `FP = Σ p·(1 − t)`, `FN = Σ (1 − p)·t` over the positions (Salehi,
/// Erdogmus and Gholipour 2017). For images in which a class covers few pixels.
///
/// α = β = ½ is the Dice loss, α = β = 1 the Jaccard loss, see [#dice] and [#jaccard].
///
/// **Shapes**: input and target `[N, C, …]` with at least one axis of positions; probabilities
/// within 0 … 1, such as those of a sigmoid. The losses that are averaged are `[N, C]`.
///
/// **Throws**: IllegalArgumentException for an input or target outside 0 … 1.
///
/// **Gradient**: that of the quotient; the smoothing keeps it finite.
///
/// @param falsePositives α, at least 0
/// @param falseNegatives β, at least 0; larger than α where nothing may be missed
/// @param smoothing s, above 0: a region that is empty in both has loss 0
public record TverskyLoss(
    double falsePositives, double falseNegatives, double smoothing, Averaging averaging)
    implements Loss {

  private static final String NAME = "tversky loss";

  /// Checks the arguments.
  public TverskyLoss {
    Require.notNegative(NAME, "the weight of false positives", falsePositives, "0.5 is usual");
    Require.notNegative(NAME, "the weight of false negatives", falseNegatives, "0.5 is usual");
    Require.positive(NAME, "the smoothing", smoothing, "1 is usual");
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// The Dice loss `1 − (2·Σpt + s) / (Σp + Σt + s)` with s = 1 (Milletari, Navab and Ahmadi 2016).
  public static TverskyLoss dice() {
    return new TverskyLoss(0.5, 0.5, 0.5, Averaging.MEAN);
  }

  /// The Jaccard loss, one minus the intersection over the union, with s = 1.
  public static TverskyLoss jaccard() {
    return new TverskyLoss(1, 1, 1, Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require(NAME, input, target);
    int rank = input.shape().rank();
    if (rank < 3) {
      throw new ShapeException(
          NAME,
          "input has shape %s but must be [N, C, …] with axes of positions; add an axis by unsqueeze(1)"
              .formatted(input.shape()));
    }
    Probability.require(NAME, "the input", input, "apply a sigmoid or a softmax first");
    Probability.require(NAME, "the target", target, "give 1 inside and 0 outside");
    int[] positions = IntStream.range(2, rank).toArray();
    Tensor both = input.multiply(target).sum(positions);
    Tensor wrong = input.sum(positions).subtract(both).multiply(falsePositives);
    Tensor missed = target.sum(positions).subtract(both).multiply(falseNegatives);
    Tensor top = both.add(smoothing);
    Tensor overlap = top.divide(top.add(wrong).add(missed));
    return averaging.apply(overlap.negative().add(1));
  }
}
