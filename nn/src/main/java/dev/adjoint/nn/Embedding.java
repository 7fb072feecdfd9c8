package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/// A table of vectors looked up by index: `y[…] = W[x[…]]`.
///
/// **Shapes**: x `[…]` (I64 or I32, each within 0 … vocabulary − 1), W `[vocabulary, width]`,
/// result `[…, width]`. The gradient of a row of W is the sum of the gradients where it was looked
/// up, in the order of the positions.
///
/// The same parameter may also be the weight of the last [Linear] layer of a model: weight tying
/// (Press and Wolf 2017).
///
/// **Gradient**: for a row of W the sum of g where it was looked up; none for x.
///
/// @param weight W
/// @param paddingIdx the index of padding, or empty for none: looking it up gives its row no
///   gradient
public record Embedding(Parameter weight, OptionalInt paddingIdx) implements PureLayer {

  /// Checks the shape and the range of the padding index.
  public Embedding {
    Shape shape = Require.given("embedding", "the weight", weight).shape();
    Require.given(
        "embedding", "the padding index", paddingIdx, "give OptionalInt.empty() for none");
    if (shape.rank() != 2) {
      throw new ShapeException(
          "embedding",
          "the weight has shape %s but must be [vocabulary, width]; give a matrix"
              .formatted(shape));
    }
    requireSizes(shape.size(0), shape.size(1));
    if (paddingIdx.isPresent()) {
      int padding = paddingIdx.getAsInt();
      if (padding < 0 || padding >= shape.size(0)) {
        throw new IllegalArgumentException(
            "embedding: the padding index is %d but must be within 0 … %d (weight %s); choose a row of the weight"
                .formatted(padding, shape.size(0) - 1, shape));
      }
    }
  }

  private static void requireSizes(int vocabulary, int width) {
    Require.size("embedding", "the vocabulary", vocabulary, "give the number of different indices");
    Require.size("embedding", "the width", width, "give the length of a vector");
  }

  /// A layer with this weight and no padding.
  public static Embedding of(Parameter weight) {
    return new Embedding(weight, OptionalInt.empty());
  }

  /// A layer with PyTorch's initial values, normal with mean 0 and deviation 1.
  public static Embedding of(int vocabulary, int width, RandomGenerator random) {
    return of(vocabulary, width, Initializer.normal(0, 1), random);
  }

  /// A layer with a weight of this initialiser.
  public static Embedding of(
      int vocabulary, int width, Initializer initializer, RandomGenerator random) {
    requireSizes(vocabulary, width);
    Require.given("embedding", "the initializer", initializer);
    Require.random("embedding", random);
    return of(Parameter.of(initializer.of(Shape.of(vocabulary, width), random)));
  }

  /// This layer with a padding index, whose row is set to 0.
  @CheckReturnValue
  public Embedding withPadding(int index) {
    Embedding padded = new Embedding(weight, OptionalInt.of(index));
    Tensor rows = Tensor.arange(weight.shape().size(0));
    Tensor isPadding = rows.eq(Tensor.scalar(ElementType.I64, index)).unsqueeze(1);
    weight.replace(weight.value().detach().maskedFill(isPadding, 0));
    return padded;
  }

  @Override
  public Tensor forward(Tensor x) {
    Require.tensor("embedding", "x", x);
    return LayerScope.at(weight, this, () -> look(x));
  }

  private Tensor look(Tensor x) {
    return withoutGradientOfPadding(x, weight.value().indexSelect(0, x));
  }

  /// The same values; no gradient goes back to the table where the index is that of the padding.
  Tensor withoutGradientOfPadding(Tensor x, Tensor y) {
    if (paddingIdx.isEmpty()) {
      return y;
    }
    Tensor padding = Tensor.scalar(x.elementType(), paddingIdx.getAsInt());
    return y.detach().where(x.eq(padding).unsqueeze(-1).expand(y.shape()), y);
  }

  @Override
  public String toString() {
    String padding = paddingIdx.isPresent() ? ", padding " + paddingIdx.getAsInt() : "";
    return "Embedding(%d → %d%s)"
        .formatted(weight.shape().size(0), weight.shape().size(1), padding);
  }
}
