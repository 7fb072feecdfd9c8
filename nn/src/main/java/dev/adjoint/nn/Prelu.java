package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// `x` where `x > 0`, else `a · x` with a learnt (He et al. 2015).
///
/// **Shapes**: x `[N, C, …]`, or any where there is one slope; result as x.
///
/// **Gradient**: for x, g where `x > 0`, else `a·g`; for a the sum of `x·g` where `x ≤ 0`.
///
/// @param weight a: `[1]`, or `[C]` for one slope for each index of axis 1
public record Prelu(Parameter weight) implements PureLayer {

  /// Checks the shape.
  public Prelu {
    Shape shape = Require.given("prelu", "the weight", weight).shape();
    if (shape.rank() != 1 || shape.size(0) < 1) {
      throw new ShapeException(
          "prelu",
          "the weight has shape %s but must be [1], or [C] for a slope for each channel; give a vector"
              .formatted(shape));
    }
  }

  /// One slope for all, 0.25 at the start.
  public static Prelu of() {
    return new Prelu(Parameter.of(Tensor.full(ElementType.F32, Shape.of(1), 0.25)));
  }

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor("prelu", "x", x).prelu(weight.value());
  }

  @Override
  public String toString() {
    return "Prelu(%d)".formatted(weight.shape().count());
  }
}
