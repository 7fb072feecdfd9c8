package dev.adjoint.explain.picture;

import dev.adjoint.data.DataSet;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.DescentMap;
import dev.adjoint.plot.chart.DescentPath;
import dev.adjoint.plot.chart.Grid;
import dev.adjoint.plot.chart.Range;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Linalg;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.Evaluation;
import dev.adjoint.train.TimeLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The loss in the plane through the end of a training that comes nearest to the path of its
/// weights (Li et al. 2018, *Visualizing the Loss Landscape of Neural Nets*, section 7).
///
/// With wₜ the weights at step t and w the last ones, the plane is spanned by the first two
/// principal directions of wₜ − w. [#share] is the part of `Σ |wₜ − w|²` that lies in it; the rest
/// of the path is not in the picture. Between the points of the grid, buffers such as running
/// statistics keep their last values.
///
/// @param grid the loss by the coordinates in the plane
/// @param x the first coordinate of each step that was looked at
/// @param y the second one
/// @param steps these steps, rising; the last one is the origin
/// @param share the part of the squared distances that the plane keeps, in [0, 1]
/// @param samples with how many samples the loss was computed
public record Landscape(
    Grid grid, double[] x, double[] y, List<Long> steps, double share, int samples) {

  /// The usual number of points along each axis.
  public static final int POINTS = 21;

  private static final int FEWEST = 3;
  private static final int LOOKS = 41;
  private static final long MOST_NUMBERS = 40_000_000;

  /// How far the picture reaches beyond the path, as a part of its extent.
  private static final double MARGIN = 0.3;

  /// Replays a training and computes the loss around its path. The line is at its last step
  /// afterwards.
  ///
  /// @param samples those of the loss
  /// @param points along each axis, at least 3
  /// @throws IllegalArgumentException if the training has fewer than 3 steps or no known end
  public static Landscape of(TimeLine line, Layer model, DataSet samples, int points) {
    long first = line.first();
    long last = line.end().orElse(-1);
    if (last - first < FEWEST || points < FEWEST) {
      throw new IllegalArgumentException(
          "landscape: the training has the steps %d to %d and the grid %d points a side; a plane needs a path of at least %d steps with a known end, and at least %d points"
              .formatted(first, last, points, FEWEST, FEWEST));
    }
    Parameters parameters = Parameters.of(model);
    long size = parameters.byName().values().stream().mapToLong(p -> p.shape().count()).sum();
    int looks = Math.clamp(MOST_NUMBERS / Math.max(1, size), FEWEST + 1, LOOKS);
    List<Long> steps = new ArrayList<>();
    List<float[]> path = new ArrayList<>();
    for (int i = 0; i < looks; i++) {
      long step = first + Math.round((double) (last - first) * i / (looks - 1));
      if (steps.isEmpty() || step != steps.getLast()) {
        line.seek(step);
        steps.add(step);
        path.add(flat(parameters));
      }
    }
    float[] end = path.getLast();
    for (float[] weights : path.subList(0, path.size() - 1)) {
      subtract(weights, end);
    }
    Map<String, Tensor> before = parameters.stateDict();
    try {
      return of(line, parameters, path.subList(0, path.size() - 1), steps, samples, points);
    } finally {
      parameters.loadStateDict(before);
    }
  }

  private static Landscape of(
      TimeLine line,
      Parameters parameters,
      List<float[]> ways,
      List<Long> steps,
      DataSet samples,
      int points) {
    int count = ways.size();
    double[] gram = new double[count * count];
    double all = 0;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        gram[i * count + j] = dot(ways.get(i), ways.get(j));
        gram[j * count + i] = gram[i * count + j];
      }
      all += gram[i * count + i];
    }
    Linalg.Eigh parts = Linalg.eigh(Tensor.of(ElementType.F64, gram, Shape.of(count, count)));
    double[] values = parts.eigenvalues().toDoubleArray();
    double[] vectors = parts.eigenvectors().toDoubleArray();
    double[][] axes = new double[2][];
    double[][] positions = new double[2][count + 1];
    double kept = 0;
    for (int axis = 0; axis < 2; axis++) {
      int at = count - 1 - axis;
      double length = Math.sqrt(Math.max(values[at], 0));
      if (!(length > 1e-6 * Math.sqrt(all))) {
        throw new IllegalArgumentException(
            "landscape: the weights moved along a straight line, which spans no plane; train with more steps");
      }
      kept += values[at];
      axes[axis] = new double[ways.getFirst().length];
      for (int i = 0; i < count; i++) {
        double part = vectors[i * count + at];
        positions[axis][i] = part * length;
        for (int e = 0; e < axes[axis].length; e++) {
          axes[axis][e] += part / length * ways.get(i)[e];
        }
      }
    }
    Plane plane = new Plane(parameters, axes[0], axes[1]);
    Range across = around(positions[0]);
    Range up = around(positions[1]);
    Grid grid =
        Grid.of(
            (x, y) -> {
              plane.go(x, y);
              return Evaluation.of(line.stepOfBatch(), samples, List.of()).loss();
            },
            across,
            up,
            points,
            points);
    return new Landscape(grid, positions[0], positions[1], steps, kept / all, samples.count());
  }

  private static Range around(double[] positions) {
    double low = Arrays.stream(positions).min().orElse(0);
    double high = Arrays.stream(positions).max().orElse(0);
    double margin = MARGIN * (high - low);
    return new Range(low - margin, high + margin);
  }

  private static float[] flat(Parameters parameters) {
    List<float[]> parts =
        parameters.byName().values().stream()
            .map(each -> each.value().detach().toFloatArray())
            .toList();
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static void subtract(float[] from, float[] x) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= x[i];
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /// Moves the parameters in a plane.
  private record Plane(
      Parameters parameters, Map<String, Tensor> end, double[] across, double[] up) {

    Plane(Parameters parameters, double[] across, double[] up) {
      this(parameters, parameters.stateDict(), across, up);
    }

    void go(double x, double y) {
      Map<String, Tensor> moved = new LinkedHashMap<>(end);
      int at = 0;
      for (Map.Entry<String, Parameter> each : parameters.byName().entrySet()) {
        Tensor last = end.getOrDefault(each.getKey(), each.getValue().value());
        double[] numbers = last.toDoubleArray();
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] += x * across[at] + y * up[at];
          at++;
        }
        moved.put(
            each.getKey(),
            Tensor.of(ElementType.F64, numbers, last.shape()).to(last.elementType()));
      }
      parameters.loadStateDict(moved);
    }
  }

  /// The contours of the loss with the path on them.
  public Picture picture(Wording words) {
    return new DescentMap(
            words.text(
                "landscape.title", NumberText.fixed(100 * share, 1), samples, steps.getLast()),
            Axis.linear(words.text("landscape.first")).withRange(grid.x()),
            Axis.linear(words.text("landscape.second")).withRange(grid.y()),
            grid,
            List.of(
                DescentPath.of(
                    words.text("landscape.path", steps.getFirst(), steps.getLast()),
                    x,
                    y,
                    Palette.ORANGE)))
        .toPicture(620, 460);
  }
}
