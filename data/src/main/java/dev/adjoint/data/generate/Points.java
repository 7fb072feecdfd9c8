package dev.adjoint.data.generate;

import dev.adjoint.data.DataSet;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Classes of points in the plane.
///
/// Classes take turns, so that each has as many points as the others, or one more. Noise is the
/// standard deviation of what is added to both coordinates.
public final class Points {
  private static final double SPIRAL_TURNS = 1.75;
  private static final double SPIRAL_START = 0.1;
  private static final double INNER_RADIUS = 0.5;

  private Points() {}

  /// Two interleaved half circles: (cos t, sin t) and (1 − cos t, ½ − sin t), t in [0, π).
  ///
  /// @param count number of points, at least 1
  /// @param noise standard deviation, 0.1 leaves the classes apart
  /// @param random where t and the noise come from
  /// @return features `[count, 2]`, two classes
  public static DataSet moons(int count, double noise, RandomGenerator random) {
    return draw(
        count,
        2,
        noise,
        random,
        label -> {
          double t = Math.PI * random.nextDouble();
          double x = StrictMath.cos(t);
          double y = StrictMath.sin(t);
          return label == 0 ? new double[] {x, y} : new double[] {1 - x, 0.5 - y};
        });
  }

  /// A circle of radius 1 around one of radius ½.
  ///
  /// @param count number of points, at least 1
  /// @param noise standard deviation, 0.05 leaves the classes apart
  /// @param random where the angles and the noise come from
  /// @return features `[count, 2]`, two classes: 0 outside, 1 inside
  public static DataSet circles(int count, double noise, RandomGenerator random) {
    return draw(
        count,
        2,
        noise,
        random,
        label -> polar(label == 0 ? 1 : INNER_RADIUS, 2 * Math.PI * random.nextDouble()));
  }

  /// Two spirals of 1¾ turns around each other, with radius from 0.1 to 1 and spread evenly over
  /// it.
  ///
  /// @param count number of points, at least 1
  /// @param noise standard deviation, 0.02 leaves the classes apart
  /// @param random where the radii and the noise come from
  /// @return features `[count, 2]`, two classes
  public static DataSet spirals(int count, double noise, RandomGenerator random) {
    return draw(
        count,
        2,
        noise,
        random,
        label -> {
          double radius = SPIRAL_START + (1 - SPIRAL_START) * random.nextDouble();
          return polar(radius, 2 * Math.PI * SPIRAL_TURNS * radius + Math.PI * label);
        });
  }

  /// Three round clouds, their centres evenly on the circle of radius 1.
  ///
  /// @param count number of points, at least 1
  /// @param noise standard deviation of a cloud, 0.25 leaves the classes nearly apart
  /// @param random where the points come from
  /// @return features `[count, 2]`, three classes
  public static DataSet blobs(int count, double noise, RandomGenerator random) {
    return draw(count, 3, noise, random, label -> polar(1, 2 * Math.PI * label / 3 + Math.PI / 2));
  }

  /// The square from −1 to 1: class 1 where the signs of the coordinates differ, otherwise class 0.
  ///
  /// @param count number of points, at least 1
  /// @param noise standard deviation of what is added after the class was found
  /// @param random where the points come from
  /// @return features `[count, 2]`, two classes
  public static DataSet xor(int count, double noise, RandomGenerator random) {
    return draw(
        count,
        2,
        noise,
        random,
        label -> {
          double x = random.nextDouble();
          double y = random.nextDouble();
          double sign = random.nextBoolean() ? 1 : -1;
          return new double[] {sign * x, label == 0 ? sign * y : -sign * y};
        });
  }

  private static double[] polar(double radius, double angle) {
    return new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
  }

  private static DataSet draw(
      int count, int classes, double noise, RandomGenerator random, IntFunction<double[]> point) {
    GeneratedSet.requireCountAndNoise(count, noise);
    float[] features = new float[2 * count];
    long[] labels = new long[count];
    for (int i = 0; i < count; i++) {
      int label = i % classes;
      double[] xy = point.apply(label);
      features[2 * i] = (float) (xy[0] + noise * Normal.next(random));
      features[2 * i + 1] = (float) (xy[1] + noise * Normal.next(random));
      labels[i] = label;
    }
    List<String> names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    return new DataSet(
        Tensor.of(features, Shape.of(count, 2)),
        Tensor.of(labels, Shape.of(count)),
        names,
        List.of("x", "y"));
  }
}
