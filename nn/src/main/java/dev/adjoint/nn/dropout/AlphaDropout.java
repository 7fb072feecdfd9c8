package dev.adjoint.nn.dropout;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;

/// Sets elements to α' = −1.7581 at random in training and scales and shifts all, so that mean 0
/// and variance 1 stay as they are: `a·x' + b` with `a = 1/√((1 − p)·(1 + p·α'²))` and `b =
/// −a·α'·p`; does nothing in inference. It belongs to networks of SELU (Klambauer et al. 2017).
///
/// **Shapes**: any; with `channels`, x is `[N, C, …]` and whole channels are set.
///
/// **Gradient**: `a·g` where x was kept, else 0.
///
/// As `torch.nn.AlphaDropout`, and with `channels` as `FeatureAlphaDropout`.
///
/// @param p the probability of setting an element, `0 ≤ p < 1`
/// @param channels whether whole channels are set together
public record AlphaDropout(double p, boolean channels) implements Layer {

  private static final double LOWEST = -1.7580993408473766;

  /// Checks the range of p.
  public AlphaDropout {
    Probabilities.require("alpha dropout", p);
  }

  /// Single elements.
  public AlphaDropout(double p) {
    this(p, false);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Require.tensor("alpha dropout", "x", x);
    Require.given("alpha dropout", "the pass", pass, Pass.FIX);
    if (!(pass instanceof Pass.Training training) || p == 0) {
      return x;
    }
    Tensor keep = Tensor.bernoulli(drawn(x.shape()), 1 - p, training.random());
    double scale = 1 / Math.sqrt((1 - p) * (1 + p * LOWEST * LOWEST));
    Tensor lowest = Tensor.scalar(x.elementType(), LOWEST);
    return x.where(keep.expand(x.shape()), lowest).multiply(scale).add(-scale * LOWEST * p);
  }

  private Shape drawn(Shape shape) {
    if (!channels) {
      return shape;
    }
    int[] each = shape.toArray();
    Arrays.fill(each, Math.min(2, each.length), each.length, 1);
    return Shape.of(each);
  }

  @Override
  public String toString() {
    return "AlphaDropout(%s%s)".formatted(p, channels ? ", channels" : "");
  }
}
