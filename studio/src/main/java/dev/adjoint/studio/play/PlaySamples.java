package dev.adjoint.studio.play;

import dev.adjoint.data.DataSet;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// Points as inputs of the network.
///
/// @param training the points that are trained on
/// @param held the points that are held out; the training points if there are none
/// @param isSplit whether points are held out
/// @param classes the number of classes, 0 for numbers
/// @param outputs the number of outputs of the network
record PlaySamples(DataSet training, DataSet held, boolean isSplit, int classes, int outputs) {

  static PlaySamples of(PlaySetup setup, PlayPoints points) {
    DataSet training = part(setup, points, 0, points.training());
    boolean isSplit = points.training() < points.count();
    DataSet held = isSplit ? part(setup, points, points.training(), points.count()) : training;
    int classes = points.classes().size();
    return new PlaySamples(training, held, isSplit, classes, setup.loss().outputs(classes));
  }

  private static DataSet part(PlaySetup setup, PlayPoints points, int from, int to) {
    int count = to - from;
    float[] xs = java.util.Arrays.copyOfRange(points.xs(), from, to);
    float[] ys = java.util.Arrays.copyOfRange(points.ys(), from, to);
    List<String> names = setup.features().stream().map(PointFeature::symbol).toList();
    return new DataSet(
        features(setup.features(), xs, ys), target(setup, points, from, count), List.of(), names);
  }

  /// The features of points, `[N, features]`.
  static Tensor features(List<PointFeature> features, float[] xs, float[] ys) {
    float[] all = new float[xs.length * features.size()];
    int next = 0;
    for (int i = 0; i < xs.length; i++) {
      for (PointFeature feature : features) {
        all[next++] = (float) feature.of(xs[i], ys[i]);
      }
    }
    return Tensor.of(all, Shape.of(xs.length, features.size()));
  }

  private static Tensor target(PlaySetup setup, PlayPoints points, int from, int count) {
    int classes = points.classes().size();
    if (setup.loss() == PlayLoss.CROSS_ENTROPY) {
      long[] labels = new long[count];
      for (int i = 0; i < count; i++) {
        labels[i] = (long) points.values()[from + i];
      }
      return Tensor.of(labels, Shape.of(count));
    }
    int outputs = setup.loss().outputs(classes);
    float[] targets = new float[count * outputs];
    for (int i = 0; i < count; i++) {
      float value = points.values()[from + i];
      if (outputs > 1) {
        targets[i * outputs + (int) value] = 1;
      } else {
        boolean isSigned = classes == 2 && setup.loss() != PlayLoss.BINARY;
        targets[i] = isSigned ? 2 * value - 1 : value;
      }
    }
    return Tensor.of(targets, Shape.of(count, outputs));
  }
}
