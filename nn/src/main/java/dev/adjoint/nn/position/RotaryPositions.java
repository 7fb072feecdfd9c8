package dev.adjoint.nn.position;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// Turns pairs of features by an angle that grows with the step, so that the product of a query and
/// a key depends on their distance alone (Su et al. 2021): the pair `(x[i], x[i + E/2])` at step t
/// is turned by `t · base^(−2i/E)`. Give it queries and keys, not values.
///
/// **Shapes**: x `[…, T, E]` with an even E, result the same.
///
/// **Gradient**: g turned back.
///
/// As in Llama of the Transformers library, where the halves of the features are the pairs.
///
/// @param base the slowest turn, above 0; 10000 is usual
public record RotaryPositions(double base) implements PureLayer {

  private static final String NAME = "rotary positions";

  /// Checks the base.
  public RotaryPositions {
    Require.positive(NAME, "the base", base, "10000 is usual");
  }

  /// Base 10000.
  public RotaryPositions() {
    this(10_000);
  }

  @Override
  public Tensor forward(Tensor x) {
    return forward(x, 0);
  }

  /// The features of steps that come after `before` others, as a decoder with a cache needs.
  public Tensor forward(Tensor x, int before) {
    Shape shape = Require.tensor(NAME, "x", x).shape();
    if (shape.rank() < 2 || shape.size(-1) % 2 != 0 || before < 0) {
      throw new ShapeException(
          NAME,
          "x is %s after %d steps but must be […, T, E] with an even E after at least 0; change the width of the heads"
              .formatted(shape, before));
    }
    int steps = shape.size(-2);
    int half = shape.size(-1) / 2;
    double[] cos = new double[steps * half];
    double[] sin = new double[steps * half];
    for (int t = 0; t < steps; t++) {
      for (int i = 0; i < half; i++) {
        double angle = (before + t) * StrictMath.pow(base, -(double) i / half);
        cos[t * half + i] = StrictMath.cos(angle);
        sin[t * half + i] = StrictMath.sin(angle);
      }
    }
    ElementType type = x.elementType();
    Tensor c = Tensor.of(ElementType.F64, cos, Shape.of(steps, half)).to(type);
    Tensor s = Tensor.of(ElementType.F64, sin, Shape.of(steps, half)).to(type);
    Tensor a = x.slice(-1, 0, half);
    Tensor b = x.slice(-1, half);
    Tensor first = a.multiply(c).subtract(b.multiply(s));
    Tensor second = b.multiply(c).add(a.multiply(s));
    return Tensor.concat(shape.rank() - 1, first, second);
  }

  @Override
  public String toString() {
    return "RotaryPositions(base %s)".formatted(base);
  }
}
