package dev.adjoint.nn.compose;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// A branch around which x also goes directly: `x + branch(x)` (He et al. 2016).
///
/// **Shapes**: x any that the branch takes, result the same; the branch must keep the shape.
///
/// **Gradient**: g plus that of the branch.
///
/// PyTorch has no class for it. The parameters are named `branch.…`.
///
/// @param branch what is added to x
public record Residual(Layer branch) implements Layer {

  /// Checks that there is a branch.
  public Residual {
    Require.given("residual", "the branch", branch, "give a layer");
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Require.given("residual", "the pass", pass, Pass.FIX);
    Tensor y = branch.forward(Require.tensor("residual", "x", x), pass);
    if (!y.shape().equals(x.shape())) {
      throw new ShapeException(
          "residual",
          "the branch makes %s of x %s but must keep the shape; change its layers"
              .formatted(y.shape(), x.shape()));
    }
    return x.add(y);
  }

  @Override
  public String toString() {
    return "Residual(%s)".formatted(branch);
  }
}
