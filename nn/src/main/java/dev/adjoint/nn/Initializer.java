package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.random.RandomGenerator;

/// The numbers that training starts from.
///
/// A weight `[out, in]` has fan-in `in` and fan-out `out`; for a weight `[out, in, …]` both are
/// multiplied by the product of the other sizes.
@FunctionalInterface
public interface Initializer {

  /// A new F32 tensor of this shape.
  Tensor of(Shape shape, RandomGenerator random);

  /// The same number everywhere.
  static Initializer constant(double value) {
    Require.finite("initialize", "the constant", value, "0 is usual");
    return (shape, _) -> Tensor.full(ElementType.F32, shape, value);
  }

  /// Uniform over `low … high`.
  static Initializer uniform(double low, double high) {
    if (!(low <= high && Double.isFinite(low) && Double.isFinite(high))) {
      throw new IllegalArgumentException(
          "initialize: the range is %s … %s but must be finite and not reversed; -0.1 … 0.1 is usual"
              .formatted(low, high));
    }
    return (shape, random) -> Tensor.uniform(shape, low, high, random);
  }

  /// Normal with this mean and standard deviation.
  static Initializer normal(double mean, double deviation) {
    Require.finite("initialize", "the mean", mean, "0 is usual");
    Require.notNegative("initialize", "the deviation", deviation, "0.02 is usual");
    return (shape, random) -> Tensor.normal(shape, mean, deviation, random);
  }

  /// Uniform within `±gain · √(3 / fan-in)` (He et al. 2015); the gain of ReLU is √2, which is the
  /// default of the method without an argument.
  static Initializer kaimingUniform(double gain) {
    Require.notNegative("initialize", "the gain", gain, "1 is usual");
    return (shape, random) -> {
      double bound = gain * Math.sqrt(3.0 / fanIn(shape));
      return Tensor.uniform(shape, -bound, bound, random);
    };
  }

  /// Kaiming uniform with the gain of ReLU.
  static Initializer kaimingUniform() {
    return kaimingUniform(Math.sqrt(2));
  }

  /// Normal with standard deviation `gain / √fan-in` (He et al. 2015).
  static Initializer kaimingNormal(double gain) {
    Require.notNegative("initialize", "the gain", gain, "1 is usual");
    return (shape, random) -> Tensor.normal(shape, 0, gain / Math.sqrt(fanIn(shape)), random);
  }

  /// Kaiming normal with the gain of ReLU.
  static Initializer kaimingNormal() {
    return kaimingNormal(Math.sqrt(2));
  }

  /// Uniform within `±gain · √(6 / (fan-in + fan-out))` (Glorot and Bengio 2010).
  static Initializer xavierUniform(double gain) {
    Require.notNegative("initialize", "the gain", gain, "1 is usual");
    return (shape, random) -> {
      double bound = gain * Math.sqrt(6.0 / (fanIn(shape) + fanOut(shape)));
      return Tensor.uniform(shape, -bound, bound, random);
    };
  }

  /// Xavier uniform with gain 1.
  static Initializer xavierUniform() {
    return xavierUniform(1);
  }

  /// Normal with standard deviation `gain · √(2 / (fan-in + fan-out))` (Glorot and Bengio 2010).
  static Initializer xavierNormal(double gain) {
    Require.notNegative("initialize", "the gain", gain, "1 is usual");
    return (shape, random) ->
        Tensor.normal(shape, 0, gain * Math.sqrt(2.0 / (fanIn(shape) + fanOut(shape))), random);
  }

  /// Xavier normal with gain 1.
  static Initializer xavierNormal() {
    return xavierNormal(1);
  }

  /// A matrix with orthonormal rows or columns, whichever are fewer, times a gain (Saxe et al.
  /// 2014). Axes after the first count as columns.
  static Initializer orthogonal(double gain) {
    Require.notNegative("initialize", "the gain", gain, "1 is usual");
    return (shape, random) -> Orthogonal.of(shape, gain, random);
  }

  /// Orthogonal with gain 1.
  static Initializer orthogonal() {
    return orthogonal(1);
  }

  /// Normal with this mean and standard deviation, drawn again until it is within `low … high`.
  ///
  /// @param deviation above 0; the range must not be so far from the mean that hardly any number
  ///   falls into it
  /// @throws IllegalArgumentException if the range is empty or further than 6 deviations from the
  ///   mean
  static Initializer truncNormal(double mean, double deviation, double low, double high) {
    Require.finite("initialize", "the mean", mean, "0 is usual");
    Require.positive("initialize", "the deviation", deviation, "0.02 is usual");
    if (!(low < high) || low > mean + 6 * deviation || high < mean - 6 * deviation) {
      throw new IllegalArgumentException(
          "initialize: the range is %s … %s but must be rising and within 6 deviations (%s) of the mean %s; two deviations on either side are usual"
              .formatted(low, high, deviation, mean));
    }
    return (shape, random) -> {
      float[] elements = new float[shape.count()];
      for (int i = 0; i < elements.length; ) {
        float drawn = (float) (mean + deviation * random.nextGaussian());
        if (drawn >= low && drawn <= high) {
          elements[i++] = drawn;
        }
      }
      return Tensor.of(elements, shape);
    };
  }

  /// Normal with mean 0 and this deviation, within two deviations.
  static Initializer truncNormal(double deviation) {
    return truncNormal(0, deviation, -2 * deviation, 2 * deviation);
  }

  /// The identity: 1 on the diagonal of a matrix, else 0.
  static Initializer eye() {
    return (shape, _) -> {
      if (shape.rank() != 2) {
        throw new ShapeException(
            "initialize",
            "the identity is a matrix but the shape is %s; use dirac for a convolution"
                .formatted(shape));
      }
      return Tensor.eye(ElementType.F32, shape.size(0), shape.size(1));
    };
  }

  /// A convolution `[out, in, …]` that gives its input channels: 1 in the middle of the kernel from
  /// channel i to channel i, else 0.
  static Initializer dirac() {
    return (shape, _) -> {
      if (shape.rank() < 3 || shape.rank() > 5) {
        throw new ShapeException(
            "initialize",
            "dirac needs the weight of a convolution, [out, in, …], but the shape is %s; use eye for a matrix"
                .formatted(shape));
      }
      float[] elements = new float[shape.count()];
      int middle = 0;
      int size = 1;
      for (int axis = shape.rank() - 1; axis >= 2; axis--) {
        middle += shape.size(axis) / 2 * size;
        size *= shape.size(axis);
      }
      for (int i = 0; i < Math.min(shape.size(0), shape.size(1)); i++) {
        elements[(i * shape.size(1) + i) * size + middle] = 1;
      }
      return Tensor.of(elements, shape);
    };
  }

  /// A matrix whose columns have the same number of zeros at random rows, else normal with mean 0
  /// and this deviation (Martens 2010).
  ///
  /// @param sparsity the share of zeros of each column, rounded up, within 0 … 1
  static Initializer sparse(double sparsity, double deviation) {
    if (!(sparsity >= 0 && sparsity <= 1)) {
      throw new IllegalArgumentException(
          "initialize: the sparsity is %s but must be within 0 … 1; 0.1 is usual"
              .formatted(sparsity));
    }
    Require.notNegative("initialize", "the deviation", deviation, "0.01 is usual");
    return (shape, random) -> {
      if (shape.rank() != 2) {
        throw new ShapeException(
            "initialize", "sparse needs a matrix but the shape is %s; reshape it".formatted(shape));
      }
      int rows = shape.size(0);
      float[] elements = Tensor.normal(shape, 0, deviation, random).toFloatArray();
      int zeros = (int) Math.ceil(sparsity * rows);
      for (int column = 0; column < shape.size(1); column++) {
        long[] order = Tensor.permutation(rows, random).toLongArray();
        for (int i = 0; i < zeros; i++) {
          elements[(int) order[i] * shape.size(1) + column] = 0;
        }
      }
      return Tensor.of(elements, shape);
    };
  }

  private static int fanIn(Shape shape) {
    return shape.count() / Math.max(fanShape(shape).size(0), 1);
  }

  private static int fanOut(Shape shape) {
    return shape.count() / Math.max(fanShape(shape).size(1), 1);
  }

  private static Shape fanShape(Shape shape) {
    if (shape.rank() < 2) {
      throw new ShapeException(
          "initialize",
          "fan-in and fan-out need at least two axes but the shape is %s; use uniform, normal or constant"
              .formatted(shape));
    }
    return shape;
  }
}
