package dev.adjoint.explain.picture;

import dev.adjoint.explain.document.Wording;
import dev.adjoint.nn.Layer;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.Chart;
import dev.adjoint.plot.chart.Line;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Stroke;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How a network of two inputs bends the plane: a grid of straight lines over the samples, as the
/// pair of values before the last linear layer that vary most see it (after Karpathy's ConvNetJS).
///
/// @param lines each a list of points of the pair
/// @param points of the samples
/// @param groups the class of each sample
/// @param names of the classes
/// @param first the number of the first value of the pair
/// @param second the number of the second one
public record BentPlane(
    List<List<Point>> lines,
    List<Point> points,
    int[] groups,
    List<String> names,
    int first,
    int second) {

  private static final int LINES = 17;
  private static final int POINTS = 65;
  private static final double MARGIN = 0.15;

  /// Looks at a network.
  ///
  /// @param inputs `[N, 2]`
  /// @param groups the class of each sample
  /// @param names of the classes
  /// @throws IllegalArgumentException if the network does not have two inputs, or no linear layer
  ///   with at least two
  public static BentPlane of(Layer network, Tensor inputs, int[] groups, List<String> names) {
    if (inputs.shape().rank() != 2 || inputs.shape().size(1) != 2) {
      throw new IllegalArgumentException(
          "bent plane: the inputs have shape %s but only a network of two numbers bends a plane; draw its embedding"
              .formatted(inputs.shape()));
    }
    double[] seen = inputs.toDoubleArray();
    double[][] values = values(network, inputs);
    if (values[0].length < 2) {
      throw new IllegalArgumentException(
          "bent plane: the last linear layer has %d inputs but a pair is drawn; make the layer wider"
              .formatted(values[0].length));
    }
    int[] pair = pair(values);
    double[][] grid = values(network, grid(seen));
    List<List<Point>> lines = new ArrayList<>();
    for (int line = 0; line < grid.length / POINTS; line++) {
      List<Point> one = new ArrayList<>();
      for (double[] row : Arrays.copyOfRange(grid, line * POINTS, (line + 1) * POINTS)) {
        one.add(new Point(row[pair[0]], row[pair[1]]));
      }
      lines.add(one);
    }
    List<Point> points =
        Arrays.stream(values).map(row -> new Point(row[pair[0]], row[pair[1]])).toList();
    return new BentPlane(lines, points, groups, names, pair[0], pair[1]);
  }

  /// The points of the lines, first the upright ones.
  private static Tensor grid(double[] seen) {
    double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int i = 0; i < seen.length; i++) {
      low[i % 2] = Math.min(low[i % 2], seen[i]);
      high[i % 2] = Math.max(high[i % 2], seen[i]);
    }
    float[] at = new float[2 * LINES * POINTS * 2];
    int next = 0;
    for (int axis = 0; axis < 2; axis++) {
      for (int line = 0; line < LINES; line++) {
        for (int point = 0; point < POINTS; point++) {
          double fixed = line / (LINES - 1.0);
          double moving = point / (POINTS - 1.0);
          double[] share = axis == 0 ? new double[] {fixed, moving} : new double[] {moving, fixed};
          for (int i = 0; i < 2; i++) {
            double room = MARGIN * (high[i] - low[i]);
            at[next++] = (float) (low[i] - room + share[i] * (high[i] - low[i] + 2 * room));
          }
        }
      }
    }
    return Tensor.of(at, Shape.of(at.length / 2, 2));
  }

  /// What the last linear layer reads.
  private static double[][] values(Layer network, Tensor inputs) {
    return SampleMap.points(network, inputs, inputs.shape().size(0));
  }

  /// The two values with the largest variances.
  private static int[] pair(double[][] values) {
    double[] variances = new double[values[0].length];
    for (int j = 0; j < variances.length; j++) {
      int column = j;
      double mean = Arrays.stream(values).mapToDouble(row -> row[column]).average().orElse(0);
      for (double[] row : values) {
        variances[j] += (row[j] - mean) * (row[j] - mean);
      }
    }
    int first = 0;
    for (int j = 0; j < variances.length; j++) {
      first = variances[j] > variances[first] ? j : first;
    }
    int second = first == 0 ? 1 : 0;
    for (int j = 0; j < variances.length; j++) {
      second = j != first && variances[j] > variances[second] ? j : second;
    }
    return new int[] {first, second};
  }

  /// The bent grid with the samples.
  public Picture picture(Wording words) {
    Chart chart =
        Chart.of(
                words.text("bent.title"),
                Axis.linear(words.text("bent.value", first)),
                Axis.linear(words.text("bent.value", second)))
            .withSize(640, 520);
    for (int i = 0; i < lines.size(); i++) {
      String name = i == 0 ? words.text("bent.grid") : "";
      chart = chart.with(new Line(name, lines.get(i), Stroke.of(Palette.MUTED, 0.8)));
    }
    return SampleMap.withGroups(chart, points, groups, names).toPicture();
  }
}
