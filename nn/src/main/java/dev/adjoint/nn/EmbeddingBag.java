package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/// Vectors of a table looked up by index and put together: the sum, the mean or the largest of each
/// column over the indices of a bag.
///
/// **Shapes**: x `[N, T]` (I64 or I32, each within 0 … vocabulary − 1), W `[vocabulary, width]`,
/// result `[N, width]`; T is the size of the largest bag, and shorter ones are filled up with the
/// padding index, as `torch.nn.EmbeddingBag` takes two-dimensional input. A bag of nothing but
/// padding gives 0.
///
/// **Gradient**: each row of W gets the gradient of the bags where it was looked up, divided by the
/// bag's size for the mean; for the largest, each column goes to the rows that have it, in equal
/// parts.
///
/// @param weight W
/// @param mode how the vectors of a bag are put together
/// @param paddingIdx the index of padding, which does not count; or empty for none
public record EmbeddingBag(Parameter weight, Mode mode, OptionalInt paddingIdx)
    implements PureLayer {

  /// How the vectors of a bag are put together.
  public enum Mode {
    /// Their sum.
    SUM,
    /// Their mean, PyTorch's default.
    MEAN,
    /// The largest number of each column.
    MAX
  }

  /// Checks the shape and the range of the padding index.
  public EmbeddingBag {
    Shape shape = Require.given("embedding bag", "the weight", weight).shape();
    Require.given("embedding bag", "the mode", mode, "give Mode.MEAN");
    Require.given(
        "embedding bag", "the padding index", paddingIdx, "give OptionalInt.empty() for none");
    if (shape.rank() != 2) {
      throw new ShapeException(
          "embedding bag",
          "the weight has shape %s but must be [vocabulary, width]; give a matrix"
              .formatted(shape));
    }
    requireSizes(shape.size(0), shape.size(1));
    if (paddingIdx.isPresent()
        && (paddingIdx.getAsInt() < 0 || paddingIdx.getAsInt() >= shape.size(0))) {
      throw new IllegalArgumentException(
          "embedding bag: the padding index is %d but must be within 0 … %d (weight %s); choose a row of the weight"
              .formatted(paddingIdx.getAsInt(), shape.size(0) - 1, shape));
    }
  }

  private static void requireSizes(int vocabulary, int width) {
    Require.size(
        "embedding bag", "the vocabulary", vocabulary, "give the number of different indices");
    Require.size("embedding bag", "the width", width, "give the length of a vector");
  }

  /// A layer of means with PyTorch's initial values, normal with mean 0 and deviation 1.
  public static EmbeddingBag of(int vocabulary, int width, RandomGenerator random) {
    return of(vocabulary, width, Initializer.normal(0, 1), random);
  }

  /// A layer of means with a weight of this initialiser.
  public static EmbeddingBag of(
      int vocabulary, int width, Initializer initializer, RandomGenerator random) {
    requireSizes(vocabulary, width);
    Require.given("embedding bag", "the initializer", initializer);
    Require.random("embedding bag", random);
    Parameter weight = Parameter.of(initializer.of(Shape.of(vocabulary, width), random));
    return new EmbeddingBag(weight, Mode.MEAN, OptionalInt.empty());
  }

  /// This layer with another mode.
  @CheckReturnValue
  public EmbeddingBag withMode(Mode other) {
    return new EmbeddingBag(weight, other, paddingIdx);
  }

  /// This layer with a padding index. Its row of the weight stays as it is and does not count.
  @CheckReturnValue
  public EmbeddingBag withPadding(int index) {
    return new EmbeddingBag(weight, mode, OptionalInt.of(index));
  }

  @Override
  public Tensor forward(Tensor x) {
    requireBags(x);
    return LayerScope.at(weight, this, () -> together(x, weight.value().indexSelect(0, x)));
  }

  /// The sum of the vectors, each times a weight.
  ///
  /// @param weights one number for each index, `[N, T]`
  /// @throws IllegalStateException if the mode is another one, as in PyTorch
  public Tensor forward(Tensor x, Tensor weights) {
    requireBags(x);
    Require.tensor("embedding bag", "the weights", weights);
    if (mode != Mode.SUM) {
      throw new IllegalStateException(
          "embedding bag: weights are for sums but the mode is %s; use withMode(Mode.SUM)"
              .formatted(mode));
    }
    if (!weights.shape().equals(x.shape())) {
      throw new ShapeException(
          "embedding bag",
          "the weights have shape %s but the indices %s; give one weight for each index"
              .formatted(weights.shape(), x.shape()));
    }
    return LayerScope.at(
        weight,
        this,
        () -> {
          Tensor rows = weight.value().indexSelect(0, x);
          return TimePooling.SUM.forward(rows.multiply(weights.unsqueeze(-1)), isCounted(x));
        });
  }

  private static void requireBags(Tensor x) {
    Require.tensor("embedding bag", "x", x);
    if (x.shape().rank() != 2) {
      throw new ShapeException(
          "embedding bag",
          "x must be [N, T], one row of indices for each bag, but is %s; reshape it"
              .formatted(x.shape()));
    }
  }

  private Tensor together(Tensor x, Tensor rows) {
    Tensor counted = isCounted(x);
    return switch (mode) {
      case SUM -> TimePooling.SUM.forward(rows, counted);
      case MEAN -> TimePooling.MEAN.forward(rows, counted);
      case MAX -> TimePooling.MAX.forward(rows, counted);
    };
  }

  private Tensor isCounted(Tensor x) {
    return paddingIdx.isPresent()
        ? x.notEqual(paddingIdx.getAsInt())
        : Tensor.ones(ElementType.BOOL, x.shape());
  }

  @Override
  public String toString() {
    return "EmbeddingBag(%d → %d, %s%s)"
        .formatted(
            weight.shape().size(0),
            weight.shape().size(1),
            mode.name().toLowerCase(Locale.ROOT),
            paddingIdx.isPresent() ? ", padding " + paddingIdx.getAsInt() : "");
  }
}
