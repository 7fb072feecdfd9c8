package dev.adjoint.data.generate;

import dev.adjoint.data.DataSet;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/// Numbers to predict from one or two numbers.
///
/// Noise is the standard deviation of what is added to the target.
public final class Curves {
  private Curves() {}

  /// y = sin x with x even in [−π, π).
  ///
  /// @param count number of samples, at least 1
  /// @param noise standard deviation, in the unit of y
  /// @param random where x and the noise come from
  /// @return features `[count, 1]`, target `[count, 1]`
  public static DataSet sine(int count, double noise, RandomGenerator random) {
    return draw(count, List.of("x"), Math.PI, noise, random, x -> StrictMath.sin(x[0]));
  }

  /// y = 2·x1 − 3·x2 + 1 with x1 and x2 even in [−1, 1).
  ///
  /// @param count number of samples, at least 1
  /// @param noise standard deviation, in the unit of y
  /// @param random where x and the noise come from
  /// @return features `[count, 2]`, target `[count, 1]`
  public static DataSet plane(int count, double noise, RandomGenerator random) {
    return draw(count, List.of("x1", "x2"), 1, noise, random, x -> 2 * x[0] - 3 * x[1] + 1);
  }

  private static DataSet draw(
      int count,
      List<String> names,
      double reach,
      double noise,
      RandomGenerator random,
      ToDoubleFunction<double[]> formula) {
    GeneratedSet.requireCountAndNoise(count, noise);
    int width = names.size();
    float[] features = new float[width * count];
    float[] target = new float[count];
    double[] x = new double[width];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < width; j++) {
        x[j] = reach * (2 * random.nextDouble() - 1);
        features[i * width + j] = (float) x[j];
      }
      target[i] = (float) (formula.applyAsDouble(x) + noise * Normal.next(random));
    }
    return new DataSet(
        Tensor.of(features, Shape.of(count, width)),
        Tensor.of(target, Shape.of(count, 1)),
        List.of(),
        names);
  }
}
