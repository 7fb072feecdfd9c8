package dev.adjoint.cli.run;

import dev.adjoint.nn.metric.ConfusionMatrix;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// A confusion matrix as a table of text: rows the truth, columns the prediction, then recall and
/// precision. A matrix that no terminal is wide enough for becomes a list of its classes.
final class ConfusionText {

  /// The most classes that are shown as a matrix.
  private static final int COLUMNS = 20;

  private ConfusionText() {}

  static String of(ConfusionMatrix matrix, List<String> classes) {
    return classes.size() > COLUMNS ? list(matrix, classes) : table(matrix, classes);
  }

  /// One line for each class: those that are recognised worst come first.
  private static String list(ConfusionMatrix matrix, List<String> classes) {
    int label = Math.max(classes.stream().mapToInt(String::length).max().orElse(0), 5);
    StringJoiner lines = new StringJoiner("\n");
    lines.add(pad("class", label) + "  samples   recall  precision  most often taken for");
    IntStream.range(0, classes.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> orderOf(matrix.recall(i))))
        .map(i -> line(matrix, classes, i, label))
        .forEach(lines::add);
    return lines.toString();
  }

  /// A class without samples has no recall, and comes last.
  private static double orderOf(double recall) {
    return Double.isNaN(recall) ? 2 : recall;
  }

  private static String line(ConfusionMatrix matrix, List<String> classes, int truth, int label) {
    long[] row = matrix.counts()[truth];
    int other =
        IntStream.range(0, row.length)
            .filter(i -> i != truth)
            .reduce((a, b) -> row[b] > row[a] ? b : a)
            .orElse(truth);
    return pad(classes.get(truth), label)
        + right(Long.toString(LongStream.of(row).sum()), 9)
        + right(part(matrix.recall(truth)), 9)
        + right(part(matrix.precision(truth)), 11)
        + (other == truth || row[other] == 0 ? "" : "  " + classes.get(other) + " " + row[other]);
  }

  private static String table(ConfusionMatrix matrix, List<String> classes) {
    int label = classes.stream().mapToInt(String::length).max().orElse(0);
    int width = Math.max(Math.min(label, 12), 6) + 2;
    StringJoiner lines = new StringJoiner("\n");
    StringBuilder head = new StringBuilder(pad("truth \\ predicted", Math.max(label, 17)));
    classes.forEach(name -> head.append(right(shortened(name), width)));
    lines.add(head.append(right("recall", 9)));
    for (int i = 0; i < classes.size(); i++) {
      StringBuilder row = new StringBuilder(pad(classes.get(i), Math.max(label, 17)));
      for (long count : matrix.counts()[i]) {
        row.append(right(Long.toString(count), width));
      }
      lines.add(row.append(right(part(matrix.recall(i)), 9)));
    }
    StringBuilder foot = new StringBuilder(pad("precision", Math.max(label, 17)));
    for (int i = 0; i < classes.size(); i++) {
      foot.append(right(part(matrix.precision(i)), width));
    }
    return lines.add(foot).toString();
  }

  private static String part(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
  }

  private static String shortened(String name) {
    return name.length() > 12 ? name.substring(0, 11) + "…" : name;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
