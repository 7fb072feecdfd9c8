package dev.adjoint.nn.dropout;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;

/// Sets whole channels to zero at random in training and scales the rest by `1 / (1 − p)`; does
/// nothing in inference (Tompson et al. 2015). Neighbours in an image resemble each other, so
/// single zeros hide little.
///
/// **Shapes**: x `[N, C, …]`, result the same; each of the N·C channels is drawn on its own.
///
/// **Gradient**: `g / (1 − p)` where x was kept, else 0.
///
/// As `torch.nn.Dropout1d`, `Dropout2d` and `Dropout3d`.
///
/// @param p the probability of setting a channel to zero, `0 ≤ p < 1`
public record ChannelDropout(double p) implements Layer {

  /// Checks the range of p.
  public ChannelDropout {
    Probabilities.require("channel dropout", p);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Shape shape = Require.tensor("channel dropout", "x", x).shape();
    Require.given("channel dropout", "the pass", pass, Pass.FIX);
    if (shape.rank() < 2) {
      throw new ShapeException(
          "channel dropout", "x must be [N, C, …] but is %s; use Dropout".formatted(shape));
    }
    if (!(pass instanceof Pass.Training training) || p == 0) {
      return x;
    }
    int[] each = new int[shape.rank()];
    Arrays.fill(each, 1);
    each[0] = shape.size(0);
    each[1] = shape.size(1);
    Tensor keep = Tensor.bernoulli(Shape.of(each), 1 - p, training.random());
    return x.multiply(keep.to(x.elementType()).multiply(1 / (1 - p)));
  }

  @Override
  public String toString() {
    return "ChannelDropout(%s)".formatted(p);
  }
}
