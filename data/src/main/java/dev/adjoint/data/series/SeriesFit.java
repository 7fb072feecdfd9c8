package dev.adjoint.data.series;

import dev.adjoint.data.DataException;
import dev.adjoint.data.series.WindowForm.Anchor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/// What is learnt from the training parts of series: whether logarithms help, which anchor is
/// nearest, and the scale of each series.
final class SeriesFit {

  /// From this ratio of the greatest to the least level on, logarithms are considered.
  private static final double LEVELS = 1.5;

  /// From this correlation of level and spread on, logarithms are used.
  private static final double CORRELATION = 0.7;

  private static final int BLOCKS = 8;

  /// Windows that are looked at to choose an anchor.
  private static final int SOME = 512;

  private SeriesFit() {}

  /// Whether the values are above 0 and spread in proportion to their level: over seasons, or
  /// eighths where there is no season, the greatest level is at least 1.5 times the least, and
  /// level and standard deviation correlate by at least 0.7.
  static boolean isLog(List<double[]> parts, int season) {
    int votes = 0;
    for (double[] values : parts) {
      if (Arrays.stream(values).anyMatch(value -> value <= 0)) {
        return false;
      }
      votes += isProportional(values, season) ? 1 : 0;
    }
    return 2 * votes > parts.size();
  }

  private static boolean isProportional(double[] values, int season) {
    int size =
        season > 1 && values.length >= 3 * season ? season : Math.max(2, values.length / BLOCKS);
    List<double[]> blocks = new ArrayList<>();
    for (int from = 0; from + size <= values.length; from += size) {
      double[] moments = moments(Arrays.copyOfRange(values, from, from + size));
      if (Double.isFinite(moments[0]) && Double.isFinite(moments[1])) {
        blocks.add(moments);
      }
    }
    double least = blocks.stream().mapToDouble(each -> each[0]).min().orElse(1);
    double greatest = blocks.stream().mapToDouble(each -> each[0]).max().orElse(1);
    return blocks.size() >= 3 && greatest >= LEVELS * least && correlation(blocks) >= CORRELATION;
  }

  private static double correlation(List<double[]> pairs) {
    double meanX = pairs.stream().mapToDouble(each -> each[0]).average().orElse(0);
    double meanY = pairs.stream().mapToDouble(each -> each[1]).average().orElse(0);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (double[] each : pairs) {
      xy += (each[0] - meanX) * (each[1] - meanY);
      xx += (each[0] - meanX) * (each[0] - meanX);
      yy += (each[1] - meanY) * (each[1] - meanY);
    }
    return xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx * yy);
  }

  /// Mean and standard deviation of the values that are known.
  static double[] moments(double[] values) {
    double sum = 0;
    int count = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    double mean = sum / count;
    double squares = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        squares += (value - mean) * (value - mean);
      }
    }
    return new double[] {mean, Math.sqrt(squares / count)};
  }

  /// The anchor with the least mean absolute error over the training windows, relative to the
  /// deviation of each series.
  static Anchor anchor(List<SeriesTrack> tracks, int[] ends, WindowForm form) {
    Anchor best = Anchor.LEVEL;
    double least = Double.POSITIVE_INFINITY;
    for (Anchor anchor : Anchor.values()) {
      if (anchor.isSeasonal() && form.season() == 1) {
        continue;
      }
      WindowForm tried =
          new WindowForm(
              form.past(), form.future(), form.season(), form.isLog(), anchor, form.cycles());
      double error = 0;
      int known = 0;
      for (int i = 0; i < tracks.size(); i++) {
        double std = moments(part(tracks.get(i), ends[i]))[1];
        for (double each : errors(tracks.get(i), ends[i], tried)) {
          error += Math.abs(each) / std;
          known++;
        }
      }
      if (error / known < least) {
        least = error / known;
        best = anchor;
      }
    }
    return best;
  }

  private static double[] part(SeriesTrack track, int end) {
    double[] part = new double[end];
    for (int i = 0; i < end; i++) {
      part[i] = track.g(i);
    }
    return part;
  }

  /// The differences from the anchor over some windows of the first values.
  private static double[] errors(SeriesTrack track, int end, WindowForm form) {
    SeriesTrack tried = new SeriesTrack(track, form);
    int first = Math.min(Math.ceilDiv(form.past(), 2), Math.max(1, end - form.future()));
    int step = Math.max(1, (end - first) / SOME);
    List<Double> errors = new ArrayList<>();
    for (int origin = first; origin < end; origin += step) {
      double level = tried.level(origin);
      for (int index = origin; index < Math.min(end, origin + form.future()); index++) {
        double error = tried.g(index) - tried.anchor(index, origin, level);
        if (!Double.isNaN(error)) {
          errors.add(error);
        }
      }
    }
    return errors.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /// The scale of the first values of a series.
  ///
  /// @throws DataException when they are all the same
  static SeriesScale scale(SeriesTrack track, int end, WindowForm form) {
    double[] moments = moments(part(track, end));
    double squares = 0;
    double[] errors = errors(track, end, form);
    for (double error : errors) {
      squares += error * error;
    }
    double residual = Math.sqrt(squares / errors.length);
    double unit = 0;
    int count = 0;
    for (int i = form.season(); i < end; i++) {
      double error = form.restored(track.g(i)) - form.restored(track.g(i - form.season()));
      if (!Double.isNaN(error)) {
        unit += Math.abs(error);
        count++;
      }
    }
    return new SeriesScale(
        moments[0],
        moments[1],
        residual > 0 && Double.isFinite(residual) ? residual : moments[1],
        count == 0 ? 0 : unit / count);
  }

  /// The windows whose futures are between two indices of each series. At least half of the past
  /// and one value of the future must be known.
  static SeriesWindows windows(
      SeriesPreprocessing preprocessing,
      List<SeriesTrack> tracks,
      List<SeriesScale> scales,
      int[] from,
      int[] to,
      OptionalLong seed) {
    WindowForm form = preprocessing.window();
    List<int[]> found = new ArrayList<>();
    for (int i = 0; i < tracks.size(); i++) {
      for (int origin = from[i]; origin + form.future() <= to[i]; origin++) {
        if (2 * tracks.get(i).observed(origin) >= form.past()
            && tracks.get(i).targets(origin) > 0) {
          found.add(new int[] {i, origin});
        }
      }
    }
    int[] origins = new int[2 * found.size()];
    for (int i = 0; i < found.size(); i++) {
      origins[2 * i] = found.get(i)[0];
      origins[2 * i + 1] = found.get(i)[1];
    }
    return new SeriesWindows(preprocessing, tracks, scales, origins, seed, 0);
  }
}
