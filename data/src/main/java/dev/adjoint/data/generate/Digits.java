package dev.adjoint.data.generate;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.generate.Strokes.Stroke;
import dev.adjoint.data.idx.IdxArray;
import dev.adjoint.data.idx.IdxPair;
import dev.adjoint.data.idx.IdxType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Pictures of the digits 0 … 9, 28×28, light strokes on a dark background, drawn by this class.
///
/// Each picture takes one of the ways to write its digit, moves every point of its strokes a
/// little, then scales it (height 17 … 21 pixels, width 0.8 … 1.2 of the usual), slants it, turns
/// it by up to 8 degrees, shifts it by up to 2 pixels and draws it with a round pen of 1.6 to 3.2
/// pixels. The edge of a stroke fades over one pixel. Noise is added to every pixel at the end.
public final class Digits {
  /// Pixels along one side.
  public static final int SIDE = 28;

  private static final int DIGITS = 10;
  private static final int STEPS = 6;
  private static final double WOBBLE = 0.018;

  private Digits() {}

  /// Draws pictures as a data set.
  ///
  /// @param count number of pictures, at least 1; the digits take turns
  /// @param noise standard deviation of the noise, where white is 1
  /// @param random where everything comes from
  /// @return features `[count, 28, 28]` in [0, 1], classes 0 … 9
  public static DataSet draw(int count, double noise, RandomGenerator random) {
    IdxPair pair = pair(count, noise, random);
    float[] features = new float[count * SIDE * SIDE];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) (pair.images().number(i) / 255);
    }
    long[] labels = IntStream.range(0, count).mapToLong(i -> i % DIGITS).toArray();
    return new DataSet(
        Tensor.of(features, Shape.of(count, SIDE, SIDE)),
        Tensor.of(labels, Shape.of(count)),
        IntStream.range(0, DIGITS).mapToObj(Integer::toString).toList(),
        List.of());
  }

  /// Draws pictures as the bytes that an IDX file would hold.
  ///
  /// @param count number of pictures, at least 1; the digits take turns
  /// @param noise standard deviation of the noise, where white is 1
  /// @param random where everything comes from
  /// @return images `[count, 28, 28]` in 0 … 255 and labels 0 … 9
  public static IdxPair pair(int count, double noise, RandomGenerator random) {
    GeneratedSet.requireCountAndNoise(count, noise);
    byte[] pixels = new byte[Math.multiplyExact(count, SIDE * SIDE)];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % DIGITS);
      double[] ink = picture(i % DIGITS, random);
      for (int j = 0; j < ink.length; j++) {
        double value = ink[j] + (noise > 0 ? noise * Normal.next(random) : 0);
        pixels[i * ink.length + j] = (byte) Math.round(255 * Math.clamp(value, 0, 1));
      }
    }
    String source = "generated digits";
    return new IdxPair(
        new IdxArray(source, IdxType.UBYTE, new int[] {count, SIDE, SIDE}, pixels),
        new IdxArray(source, IdxType.UBYTE, new int[] {count}, labels));
  }

  /// One picture without noise: the brightness of each pixel, from 0 to 1.
  private static double[] picture(int digit, RandomGenerator random) {
    var ways = Strokes.DIGITS.get(digit);
    List<Stroke> strokes = ways.get(random.nextInt(ways.size()));
    double height = random.nextDouble(17, 21);
    double width = height * random.nextDouble(0.8, 1.2);
    double slant = Math.clamp(0.1 + 0.2 * Normal.next(random), -0.3, 0.5);
    double turn = Math.toRadians(random.nextDouble(-8, 8));
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    double centreX = SIDE / 2.0 + random.nextDouble(-2, 2);
    double centreY = SIDE / 2.0 + random.nextDouble(-2, 2);
    double pen = random.nextDouble(0.8, 1.6);
    double[] ink = new double[SIDE * SIDE];
    for (Stroke stroke : strokes) {
      double[] placed = new double[stroke.points().length];
      for (int i = 0; i < placed.length; i += 2) {
        double y = height * (stroke.points()[i + 1] - 0.5 + WOBBLE * Normal.next(random));
        double x = width * (stroke.points()[i] - 0.5 + WOBBLE * Normal.next(random)) - slant * y;
        placed[i] = centreX + cos * x - sin * y;
        placed[i + 1] = centreY + sin * x + cos * y;
      }
      double[] path = stroke.smooth() ? smooth(placed) : placed;
      for (int i = 0; i + 3 < path.length; i += 2) {
        segment(ink, pen, path[i], path[i + 1], path[i + 2], path[i + 3]);
      }
    }
    return ink;
  }

  /// A Catmull–Rom spline through the points, as short straight pieces.
  private static double[] smooth(double[] points) {
    int count = points.length / 2;
    List<double[]> path = new ArrayList<>();
    for (int i = 0; i + 1 < count; i++) {
      int before = Math.max(i - 1, 0);
      int after = Math.min(i + 2, count - 1);
      for (int step = 0; step < STEPS; step++) {
        double t = (double) step / STEPS;
        double[] xy = new double[2];
        for (int c = 0; c < 2; c++) {
          double p0 = points[2 * before + c];
          double p1 = points[2 * i + c];
          double p2 = points[2 * i + 2 + c];
          double p3 = points[2 * after + c];
          xy[c] =
              0.5
                  * (2 * p1
                      + t
                          * (p2
                              - p0
                              + t
                                  * (2 * p0
                                      - 5 * p1
                                      + 4 * p2
                                      - p3
                                      + t * (3 * (p1 - p2) + p3 - p0))));
        }
        path.add(xy);
      }
    }
    path.add(Arrays.copyOfRange(points, 2 * count - 2, 2 * count));
    return path.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  /// Adds the ink of a round pen that moves straight from a to b.
  private static void segment(
      double[] ink, double pen, double ax, double ay, double bx, double by) {
    double reach = pen + 0.5;
    int left = (int) Math.max(0, Math.floor(Math.min(ax, bx) - reach - 0.5));
    int right = (int) Math.min(SIDE - 1, Math.ceil(Math.max(ax, bx) + reach));
    int top = (int) Math.max(0, Math.floor(Math.min(ay, by) - reach - 0.5));
    int bottom = (int) Math.min(SIDE - 1, Math.ceil(Math.max(ay, by) + reach));
    double dx = bx - ax;
    double dy = by - ay;
    double length = Math.max(dx * dx + dy * dy, 1e-12);
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double x = column + 0.5 - ax;
        double y = row + 0.5 - ay;
        double along = Math.clamp((x * dx + y * dy) / length, 0, 1);
        double px = x - along * dx;
        double py = y - along * dy;
        double value = Math.clamp(reach - Math.sqrt(px * px + py * py), 0, 1);
        ink[row * SIDE + column] = Math.max(ink[row * SIDE + column], value);
      }
    }
  }
}
