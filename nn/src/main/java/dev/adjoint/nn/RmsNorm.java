package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/// Root-mean-square normalisation over the last axes of each sample: `y = x / √(mean(x²) + ε) ·
/// weight` (Zhang and Sennrich 2019).
///
/// **Shapes**: x `[…, over]`, weight `[over]`, result as x.
///
/// **Gradient**: with `r = 1 / √(mean(x²) + ε)` and `h = g·weight`, for x `r·h − x·r³·mean(h·x)`,
/// for the weight the sum of `g·x·r` over the leading axes.
///
/// As `torch.nn.RMSNorm` of PyTorch 2.4, whose default ε is the distance of 1 to the next number of
/// the element type; here it is 1e-6.
///
/// @param over the sizes of the last axes
/// @param weight the gain, or empty for none
/// @param epsilon ε, added to the mean square, above 0
public record RmsNorm(Shape over, Optional<Parameter> weight, double epsilon) implements PureLayer {

  private static final String NAME = "rms norm";
  private static final double EPSILON = 1e-6;

  /// Checks the range of ε and that the shapes agree.
  public RmsNorm {
    Require.given(NAME, "the shape", over, "give the sizes of the last axes of x");
    Require.optional(NAME, "the weight", weight);
    Require.epsilon(NAME, epsilon);
    if (over.rank() == 0 || over.count() == 0) {
      throw new ShapeException(
          NAME,
          "the layer normalises the last axes %s but needs at least one axis and sizes of at least 1; give the sizes of the last axes of x"
              .formatted(over));
    }
    if (weight.isPresent() && !weight.get().shape().equals(over)) {
      throw new ShapeException(
          NAME,
          "the weight has shape %s but the layer normalises the last axes %s; give one number for each element of them"
              .formatted(weight.get().shape(), over));
    }
  }

  /// A layer with weight 1 and ε = 1e-6.
  ///
  /// @param over the sizes of the last axes
  public static RmsNorm of(int... over) {
    Require.given(NAME, "the sizes", over, "give the sizes of the last axes of x");
    for (int size : over) {
      Require.size(NAME, "a size", size, "give the sizes of the last axes of x");
    }
    Shape shape = Shape.of(over);
    Parameter ones = Parameter.of(Tensor.ones(ElementType.F32, shape));
    return new RmsNorm(shape, Optional.of(ones), EPSILON);
  }

  /// This layer without its weight.
  @CheckReturnValue
  public RmsNorm withoutAffine() {
    return new RmsNorm(over, Optional.empty(), epsilon);
  }

  /// This layer with another ε, above 0.
  @CheckReturnValue
  public RmsNorm withEpsilon(double newEpsilon) {
    return new RmsNorm(over, weight, newEpsilon);
  }

  @Override
  public Tensor forward(Tensor x) {
    Shape shape = Require.tensor(NAME, "x", x).shape();
    boolean fits = over.rank() <= shape.rank();
    for (int axis = 1; fits && axis <= over.rank(); axis++) {
      fits = over.size(-axis) == shape.size(-axis);
    }
    if (!fits) {
      throw new ShapeException(
          NAME,
          "x is %s but the layer normalises the last axes %s; the last sizes of x must be these"
              .formatted(shape, over));
    }
    return weight.isEmpty() ? normalized(x) : LayerScope.at(weight.get(), this, () -> scaled(x));
  }

  private Tensor scaled(Tensor x) {
    return normalized(x).multiply(weight.orElseThrow().value());
  }

  private Tensor normalized(Tensor x) {
    int rows = x.shape().rank() - over.rank();
    Tensor square = x.square().flatten(rows, -1).mean(-1);
    int[] sizes = x.shape().toArray();
    Arrays.fill(sizes, rows, sizes.length, 1);
    return x.multiply(square.add(epsilon).pow(-0.5).reshape(Shape.of(sizes)));
  }

  @Override
  public String toString() {
    return "RmsNorm(%s%s%s)"
        .formatted(
            over,
            weight.isEmpty() ? ", no weight" : "",
            BatchNormalization.unless(EPSILON, "epsilon", epsilon));
  }
}
