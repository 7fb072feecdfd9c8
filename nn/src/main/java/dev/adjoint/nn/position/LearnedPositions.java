package dev.adjoint.nn.position;

import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.random.RandomGenerator;

/// Adds a learnt vector for each step to a sequence (as in BERT and GPT-2): `x[…, t, :] + W[t, :]`.
///
/// **Shapes**: x `[…, T, W]`, weight `[longest, W]` with `T ≤ longest`, result as x.
///
/// **Gradient**: g for x; for row t of the weight the sum of g at step t.
///
/// **Throws**: ShapeException if x is longer than the table, or has another width.
///
/// PyTorch has it as `nn.Embedding` of `arange`; the name of the parameter is that of the
/// embedding.
///
/// @param weight the vectors
public record LearnedPositions(Parameter weight) implements PureLayer {

  private static final String NAME = "learned positions";

  /// Checks the shape.
  public LearnedPositions {
    Shape shape = Require.given(NAME, "the weight", weight).shape();
    if (shape.rank() != 2 || shape.count() == 0) {
      throw new ShapeException(
          NAME,
          "the weight has shape %s but must be [longest, W], each at least 1; give a vector for each step"
              .formatted(shape));
    }
  }

  /// Vectors drawn normally with deviation 0.02, as in GPT-2.
  public static LearnedPositions of(int longest, int width, RandomGenerator random) {
    Require.size(NAME, "the longest sequence", longest, "give the number of steps");
    Require.size(NAME, "the width", width, "give the size of the last axis of x");
    Require.random(NAME, random);
    return new LearnedPositions(
        Parameter.of(Initializer.normal(0, 0.02).of(Shape.of(longest, width), random)));
  }

  @Override
  public Tensor forward(Tensor x) {
    Shape shape = Require.tensor(NAME, "x", x).shape();
    Shape table = weight.shape();
    if (shape.rank() < 2 || shape.size(-1) != table.size(1) || shape.size(-2) > table.size(0)) {
      throw new ShapeException(
          NAME,
          "x is %s but the weight %s takes […, T, %d] with at most %d steps; cut the sequence or make a longer table"
              .formatted(shape, table, table.size(1), table.size(0)));
    }
    return LayerScope.at(weight, this, () -> x.add(weight.value().slice(0, 0, shape.size(-2))));
  }

  @Override
  public String toString() {
    return "LearnedPositions(%d, %d)".formatted(weight.shape().size(0), weight.shape().size(1));
  }
}
