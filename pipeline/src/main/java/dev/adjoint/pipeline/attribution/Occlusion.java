package dev.adjoint.pipeline.attribution;

import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// How much the output falls without some inputs.
final class Occlusion {

  /// The side of a square is this part of the shorter side of an image, as in the paper.
  private static final int PARTS = 7;

  /// How many samples are made at a time, so that memory does not grow with the image.
  private static final int MOST = 64;

  private Occlusion() {}

  /// The inputs that are replaced together: a square of an image, the inputs of a column, a token.
  ///
  /// @param form what a sample is
  /// @param columns for a table how many inputs each column has
  static List<int[]> groups(InputForm form, List<Integer> columns, int count) {
    List<int[]> groups = new ArrayList<>();
    if (form instanceof InputForm.Image image) {
      squares(image, groups);
      return groups;
    }
    int at = 0;
    for (int width : columns) {
      int[] group = new int[width];
      for (int i = 0; i < width; i++) {
        group[i] = at++;
      }
      groups.add(group);
    }
    for (; at < count; at++) {
      groups.add(new int[] {at});
    }
    return groups;
  }

  private static void squares(InputForm.Image image, List<int[]> groups) {
    int side = Math.max(1, Math.min(image.height(), image.width()) / PARTS);
    int stride = Math.max(1, side / 2);
    for (int top = 0; top < image.height(); top += stride) {
      for (int left = 0; left < image.width(); left += stride) {
        int bottom = Math.min(top + side, image.height());
        int right = Math.min(left + side, image.width());
        int[] group = new int[image.channels() * (bottom - top) * (right - left)];
        int at = 0;
        for (int c = 0; c < image.channels(); c++) {
          for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
              group[at++] = (c * image.height() + y) * image.width() + x;
            }
          }
        }
        groups.add(group);
      }
    }
  }

  /// The falls, each divided evenly among its group. An input in several groups has the mean.
  static double[] of(ScorePath path, List<int[]> groups) {
    double whole = path.score(1);
    double[] sums = new double[path.count()];
    int[] times = new int[path.count()];
    List<Tensor> waiting = new ArrayList<>();
    List<int[]> replaced = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      waiting.add(without(path, groups.get(i)));
      replaced.add(groups.get(i));
      if (waiting.size() == MOST || i + 1 == groups.size()) {
        double[] scores = path.scores(Tensor.concat(0, waiting.toArray(new Tensor[0])));
        for (int k = 0; k < scores.length; k++) {
          int[] group = replaced.get(k);
          for (int input : group) {
            sums[input] += (whole - scores[k]) / group.length;
            times[input]++;
          }
        }
        waiting.clear();
        replaced.clear();
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= Math.max(1, times[i]);
    }
    return sums;
  }

  private static Tensor without(ScorePath path, int[] group) {
    Tensor sample = path.sample();
    if (path.isTokens()) {
      long[] tokens = sample.toLongArray();
      for (int input : group) {
        tokens[input] = 0;
      }
      return Tensor.of(tokens, sample.shape());
    }
    float[] values = sample.to(ElementType.F32).toFloatArray();
    float[] baseline = path.absent().toFloatArray();
    for (int input : group) {
      values[input] = baseline[input];
    }
    return Tensor.of(values, sample.shape());
  }
}
