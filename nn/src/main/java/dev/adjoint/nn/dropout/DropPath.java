package dev.adjoint.nn.dropout;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;

/// Leaves out a whole branch of a residual network for some samples in training and scales the
/// others by `1 / (1 − p)`; does nothing in inference (stochastic depth, Huang et al. 2016). Put it
/// at the end of the branch, before the sum.
///
/// **Shapes**: x `[N, …]`, result the same; each of the N samples is drawn on its own.
///
/// **Gradient**: `g / (1 − p)` where the sample was kept, else 0.
///
/// As `torchvision.ops.StochasticDepth` in the mode `row`.
///
/// @param p the probability of leaving out a sample, `0 ≤ p < 1`
public record DropPath(double p) implements Layer {

  /// Checks the range of p.
  public DropPath {
    Probabilities.require("drop path", p);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Require.tensor("drop path", "x", x);
    Require.given("drop path", "the pass", pass, Pass.FIX);
    if (!(pass instanceof Pass.Training training) || p == 0) {
      return x;
    }
    int[] each = x.shape().toArray();
    Arrays.fill(each, Math.min(1, each.length), each.length, 1);
    Tensor keep = Tensor.bernoulli(Shape.of(each), 1 - p, training.random());
    return x.multiply(keep.to(x.elementType()).multiply(1 / (1 - p)));
  }

  @Override
  public String toString() {
    return "DropPath(%s)".formatted(p);
  }
}
