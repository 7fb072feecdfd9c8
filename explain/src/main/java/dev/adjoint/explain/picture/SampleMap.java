package dev.adjoint.explain.picture;

import dev.adjoint.explain.document.Wording;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.Chart;
import dev.adjoint.plot.chart.Scatter;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Samples as the last linear layer of a network sees them, in the plane: by their principal plane,
/// and by t-SNE.
///
/// @param plane the principal plane
/// @param map the t-SNE
/// @param groups the group of each sample
/// @param names of the groups
/// @param size the number of values of a sample
public record SampleMap(
    PrincipalPlane plane, NeighbourMap map, int[] groups, List<String> names, int size) {

  private static final int FEWEST = 8;

  /// Looks at samples.
  ///
  /// @param inputs of the network, one row for each sample
  /// @param groups the group of each sample, by which the points are coloured
  /// @param names of the groups
  /// @throws IllegalArgumentException if the network has no linear layer with a row for each
  ///   sample, or there are fewer than 8 samples
  public static SampleMap of(Layer network, Tensor inputs, int[] groups, List<String> names) {
    if (groups.length < FEWEST) {
      throw new IllegalArgumentException(
          "embedding: there are %d samples but at least %d are needed; hold more out"
              .formatted(groups.length, FEWEST));
    }
    double[][] points = points(network, inputs, groups.length);
    PrincipalPlane plane = PrincipalPlane.of(points);
    return new SampleMap(plane, NeighbourMap.of(points, plane), groups, names, points[0].length);
  }

  static double[][] points(Layer network, Tensor inputs, int samples) {
    Trace trace = Trace.of(() -> Tensor.noGrad(() -> network.forward(inputs, Pass.INFERENCE)));
    for (Trace.Step step : trace.steps().reversed()) {
      Tensor seen = step.inputs().getFirst();
      boolean isRows = seen.shape().rank() == 2 && seen.shape().size(0) == samples;
      if (step.operation().label().equals("linear") && isRows) {
        int size = seen.shape().size(1);
        double[] numbers = seen.toDoubleArray();
        double[][] points = new double[samples][size];
        for (int i = 0; i < samples; i++) {
          System.arraycopy(numbers, i * size, points[i], 0, size);
        }
        return points;
      }
    }
    throw new IllegalArgumentException(
        "embedding: the network has no linear layer that reads a row for each sample; draw its histograms");
  }

  /// Both maps by name.
  public Map<String, Picture> pictures(Wording words) {
    Map<String, Picture> pictures = new LinkedHashMap<>();
    pictures.put(
        "embedding-pca",
        chart(
            words.text("embedding.pca", NumberText.fixed(100 * plane.share(), 1)),
            words.text("embedding.what", groups.length, size),
            plane.x(),
            plane.y()));
    pictures.put(
        "embedding-tsne",
        chart(
            words.text("embedding.tsne", NumberText.of(map.divergence(), 3)),
            words.text("embedding.neighbours", groups.length, NumberText.of(map.perplexity(), 3)),
            map.x(),
            map.y()));
    return pictures;
  }

  private Picture chart(String title, String below, double[] x, double[] y) {
    Chart chart = Chart.of(title, Axis.linear(below), Axis.linear("")).withSize(640, 520);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < groups.length; i++) {
      points.add(new Point(x[i], y[i]));
    }
    return withGroups(chart, points, groups, names).toPicture();
  }

  /// A chart with points in the colours of their groups.
  @CheckReturnValue
  static Chart withGroups(Chart chart, List<Point> points, int[] groups, List<String> names) {
    Chart whole = chart;
    for (int group = 0; group < names.size(); group++) {
      List<Point> some = new ArrayList<>();
      for (int i = 0; i < groups.length; i++) {
        if (groups[i] == group) {
          some.add(points.get(i));
        }
      }
      if (!some.isEmpty()) {
        whole = whole.with(Scatter.ofGroup(group, names.get(group), some));
      }
    }
    return whole;
  }
}
