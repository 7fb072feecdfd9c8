package dev.adjoint.cli.report;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.Task;
import dev.adjoint.data.prepare.ClassTarget;
import dev.adjoint.data.prepare.Feature;
import dev.adjoint.data.prepare.NumberFeature;
import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.pipeline.Outputs;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.Chart;
import dev.adjoint.plot.chart.ConfusionChart;
import dev.adjoint.plot.chart.DecisionMap;
import dev.adjoint.plot.chart.Grid;
import dev.adjoint.plot.chart.Line;
import dev.adjoint.plot.chart.Range;
import dev.adjoint.plot.chart.RegressionMap;
import dev.adjoint.plot.chart.Scatter;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Pictures of what a trained network has learnt, if its inputs or outputs can be drawn.
///
/// @param outputs the answers to the held-out samples
record LearntPictures(Prepared prepared, Layer network, Outputs outputs, ReportLanguage language) {

  /// Borders look smooth, and the picture takes little time after each run.
  private static final int CELLS = 160;

  private static final int MOST_CLASSES = 12;
  private static final double MARGIN = 0.06;

  private List<NumberFeature> numbers() {
    if (!(prepared.preprocessing() instanceof TablePreprocessing table) || !prepared.isInMemory()) {
      return List.of();
    }
    List<NumberFeature> numbers = new ArrayList<>();
    for (Feature feature : table.features()) {
      if (!(feature instanceof NumberFeature number)) {
        return List.of();
      }
      numbers.add(number);
    }
    return numbers;
  }

  private DataSet held() {
    return prepared.split().validation();
  }

  /// For two inputs: the answers of the network over the plane of the inputs, with the held-out
  /// samples on top.
  Optional<Picture> boundary() {
    List<NumberFeature> inputs = numbers();
    Target target = prepared.preprocessing().target();
    boolean isOne = target instanceof ClassTarget || target instanceof NumberTarget;
    if (inputs.size() != 2 || !isOne) {
      return Optional.empty();
    }
    double[] x = column(0);
    double[] y = column(1);
    Range across = around(x);
    Range up = around(y);
    float[] outputs = answers(across, up);
    return Optional.of(
        held().task() == Task.CLASSIFICATION
            ? decisions(inputs, x, y, across, up, outputs)
            : surface(inputs, x, y, across, up, outputs));
  }

  /// The held-out values of an input, in its unit.
  private double[] column(int index) {
    NumberFeature feature = numbers().get(index);
    float[] scaled = held().features().toFloatArray();
    int width = numbers().size();
    double[] values = new double[held().count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = scaled[i * width + index] * feature.std() + feature.mean();
    }
    return values;
  }

  private static Range around(double[] values) {
    double low = Arrays.stream(values).min().orElse(0);
    double high = Arrays.stream(values).max().orElse(1);
    // A single value, or equal values, are shown in the middle of a range.
    double margin = high > low ? MARGIN * (high - low) : Math.max(1, MARGIN * Math.abs(high));
    return new Range(low - margin, high + margin);
  }

  /// The outputs at the points of a grid, row by row: class probabilities, or the scaled number.
  private float[] answers(Range across, Range up) {
    NumberFeature first = numbers().get(0);
    NumberFeature second = numbers().get(1);
    float[] points = new float[2 * CELLS * CELLS];
    for (int row = 0; row < CELLS; row++) {
      for (int column = 0; column < CELLS; column++) {
        int at = 2 * (row * CELLS + column);
        points[at] = (float) ((at(across, column) - first.mean()) / first.std());
        points[at + 1] = (float) ((at(up, row) - second.mean()) / second.std());
      }
    }
    Tensor inputs = Tensor.of(points, Shape.of(CELLS * CELLS, 2));
    return Tensor.noGrad(() -> {
      Tensor y = network.forward(inputs, Pass.INFERENCE);
      return held().task() == Task.CLASSIFICATION ? y.softmax(-1).toFloatArray() : y.toFloatArray();
    });
  }

  private static double at(Range range, int cell) {
    return range.min() + (range.max() - range.min()) * cell / (CELLS - 1);
  }

  private Picture decisions(
      List<NumberFeature> inputs, double[] x, double[] y, Range across, Range up, float[] outputs) {
    List<String> classes = held().classes();
    List<Grid> grids = new ArrayList<>();
    List<List<Point>> points = new ArrayList<>();
    for (int k = 0; k < classes.size(); k++) {
      double[] probability = new double[CELLS * CELLS];
      for (int i = 0; i < probability.length; i++) {
        probability[i] = outputs[i * classes.size() + k];
      }
      grids.add(Grid.of(across, up, CELLS, CELLS, probability));
      points.add(new ArrayList<>());
    }
    long[] labels = held().target().toLongArray();
    for (int i = 0; i < labels.length; i++) {
      points.get((int) labels[i]).add(new Point(x[i], y[i]));
    }
    return new DecisionMap(
            Word.BOUNDARY.in(language),
            inputs.get(0).column(),
            inputs.get(1).column(),
            classes,
            grids,
            points)
        .toPicture();
  }

  private Picture surface(
      List<NumberFeature> inputs, double[] x, double[] y, Range across, Range up, float[] outputs) {
    NumberTarget target = (NumberTarget) prepared.preprocessing().target();
    double[] predictions = restored(target, outputs);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      points.add(new Point(x[i], y[i]));
    }
    double[] targets = restored(target, held().target().toFloatArray());
    return new RegressionMap(
            Word.SURFACE.in(language, target.column()),
            inputs.get(0).column(),
            inputs.get(1).column(),
            Grid.of(across, up, CELLS, CELLS, predictions),
            points,
            Arrays.stream(targets).boxed().toList())
        .toPicture();
  }

  private static double[] restored(NumberTarget target, float[] scaled) {
    double[] values = new double[scaled.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = target.restore(scaled[i]);
    }
    return values;
  }

  /// For a number: predictions of the held-out samples against the truth.
  Optional<Picture> fit() {
    if (!(prepared.preprocessing().target() instanceof NumberTarget target)) {
      return Optional.empty();
    }
    double[] truth = restored(target, outputs.target().toFloatArray());
    double[] predicted = restored(target, outputs.outputs().toFloatArray());
    Range range = around(truth);
    return Optional.of(
        Chart.of(
                Word.FIT.in(language),
                Axis.linear(Word.TRUE_VALUE.in(language, target.column())),
                Axis.linear(Word.PREDICTED_VALUE.in(language, target.column())))
            .with(Line.of(Word.EQUAL.in(language), v -> v, range, Palette.MUTED))
            .with(Scatter.of(Word.SAMPLES.in(language), truth, predicted, Palette.BLUE))
            .toPicture());
  }

  /// For classes: how often each class was predicted as each class.
  Optional<Picture> confusion() {
    List<String> classes = prepared.preprocessing().target().classes();
    if (classes.isEmpty() || classes.size() > MOST_CLASSES) {
      return Optional.empty();
    }
    long[][] counts =
        dev.adjoint.nn.metric.ConfusionMatrix.of(
                outputs.outputs().argmax(-1), outputs.target(), classes.size())
            .counts();
    List<List<Long>> rows = new ArrayList<>();
    for (long[] row : counts) {
      rows.add(Arrays.stream(row).boxed().toList());
    }
    return Optional.of(
        new ConfusionChart(
                Word.CONFUSION.in(language),
                Word.TRUE.in(language),
                Word.PREDICTED.in(language),
                classes,
                rows)
            .toPicture());
  }
}
