package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// All axes but the first as one: `[N, …]` becomes `[N, product]`.
///
/// **Shapes**: x `[N, …]`, result `[N, product of the others]`.
///
/// **Gradient**: g in the shape of x.
public record Flatten() implements PureLayer {

  @Override
  public Tensor forward(Tensor x) {
    Require.tensor("flatten", "x", x);
    return x.shape().rank() == 1 ? x.unsqueeze(1) : x.flatten(1, -1);
  }

  @Override
  public String toString() {
    return "Flatten";
  }
}
