package dev.adjoint.nn.position;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// Adds fixed waves to a sequence so that a transformer knows where each step is: `x[t, 2i] + sin(t
/// / 10000^(2i/W))` and `x[t, 2i + 1] + cos(t / 10000^(2i/W))` (Vaswani et al. 2017).
///
/// **Shapes**: x `[…, T, W]` with an even W, result the same.
///
/// **Gradient**: g.
///
/// PyTorch has it only in a tutorial.
public record SinusoidalPositions() implements PureLayer {

  private static final String NAME = "sinusoidal positions";

  @Override
  public Tensor forward(Tensor x) {
    Shape shape = Require.tensor(NAME, "x", x).shape();
    if (shape.rank() < 2 || shape.size(-1) % 2 != 0) {
      throw new ShapeException(
          NAME, "x must be […, T, W] with an even W but is %s; change the width".formatted(shape));
    }
    return x.add(table(shape.size(-2), shape.size(-1)).to(x.elementType()));
  }

  /// The waves `[steps, width]`, F64.
  static Tensor table(int steps, int width) {
    double[] numbers = new double[steps * width];
    for (int t = 0; t < steps; t++) {
      for (int i = 0; i < width; i += 2) {
        double angle = t / StrictMath.pow(10_000, (double) i / width);
        numbers[t * width + i] = StrictMath.sin(angle);
        numbers[t * width + i + 1] = StrictMath.cos(angle);
      }
    }
    return Tensor.of(ElementType.F64, numbers, Shape.of(steps, width));
  }
}
