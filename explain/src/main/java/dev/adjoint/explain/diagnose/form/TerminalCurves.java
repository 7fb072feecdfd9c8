package dev.adjoint.explain.diagnose.form;

import dev.adjoint.explain.diagnose.finding.CureTrial;
import dev.adjoint.explain.diagnose.finding.Curve;
import dev.adjoint.explain.lesson.text.DisplayWidth;
import dev.adjoint.plot.picture.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Both curves of a trial as two rows of blocks with one scale: the lowest block is the least value
/// of both, the highest the largest. The scale is logarithmic where the largest value is more than
/// a hundred times the least. A value that is not finite is drawn as `×`.
final class TerminalCurves {

  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final int WIDTH = 40;
  private static final int DIGITS = 4;
  private static final double WIDE = 100;

  private TerminalCurves() {}

  static List<String> of(CureTrial trial, Locale language) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Curve curve : List.of(trial.before(), trial.after())) {
      for (double value : curve.values()) {
        low = Double.isFinite(value) ? Math.min(low, value) : low;
        high = Double.isFinite(value) ? Math.max(high, value) : high;
      }
    }
    boolean isWide = isWide(trial);
    int label =
        Math.max(
            DisplayWidth.of(trial.before().name().in(language)),
            DisplayWidth.of(trial.after().name().in(language)));
    List<String> lines = new ArrayList<>();
    for (Curve curve : List.of(trial.before(), trial.after())) {
      String name = curve.name().in(language);
      lines.add(
          "%s%s  %s  %s → %s"
              .formatted(
                  name,
                  " ".repeat(label - DisplayWidth.of(name)),
                  blocks(curve.values(), low, high, isWide),
                  number(curve.first()),
                  number(curve.values().isEmpty() ? Double.NaN : curve.values().getLast())));
    }
    return lines;
  }

  /// Whether the values of both curves need a logarithmic scale: all are above 0 and the largest is
  /// more than a hundred times the least.
  static boolean isWide(CureTrial trial) {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (Curve curve : List.of(trial.before(), trial.after())) {
      for (double value : curve.values()) {
        low = Double.isFinite(value) ? Math.min(low, value) : low;
        high = Double.isFinite(value) ? Math.max(high, value) : high;
      }
    }
    return low > 0 && high > WIDE * low;
  }

  private static String blocks(List<Double> values, double low, double high, boolean isWide) {
    StringBuilder row = new StringBuilder();
    int count = values.size();
    int columns = Math.min(WIDTH, count);
    for (int column = 0; column < columns; column++) {
      int from = (int) ((long) column * count / columns);
      int to = Math.max(from + 1, (int) ((column + 1L) * count / columns));
      row.append(block(values.subList(from, to), low, high, isWide));
    }
    return row + " ".repeat(WIDTH - columns);
  }

  private static char block(List<Double> part, double low, double high, boolean isWide) {
    if (!part.stream().allMatch(Double::isFinite)) {
      return '×';
    }
    double mean = part.stream().mapToDouble(Double::doubleValue).average().orElse(low);
    double position =
        isWide ? Math.log(mean / low) / Math.log(high / low) : (mean - low) / (high - low);
    int height = high > low ? (int) (position * BLOCKS.length()) : 0;
    return BLOCKS.charAt(Math.min(BLOCKS.length() - 1, height));
  }

  private static String number(double value) {
    return NumberText.of(value, DIGITS);
  }
}
