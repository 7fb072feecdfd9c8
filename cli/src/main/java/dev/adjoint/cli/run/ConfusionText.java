package dev.adjoint.cli.run;

import dev.adjoint.nn.metric.ConfusionMatrix;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/// A confusion matrix as a table of text: rows the truth, columns the prediction, then recall and
/// precision.
final class ConfusionText {

  private ConfusionText() {}

  static String of(ConfusionMatrix matrix, List<String> classes) {
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
