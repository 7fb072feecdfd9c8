package dev.adjoint.cli.file;

import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.registry.TensorSummary;
import dev.adjoint.formats.registry.TensorSummary.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tensors of a file as a table, a line each, and as values for JSON.
final class TensorTable {

  private static final int LONGEST = 80;
  private static final int DIGITS_OF_SUM = 12;

  /// The columns from here on are numbers, which are at the right.
  private static final int FIRST_NUMBER = 3;

  private final List<String[]> rows = new ArrayList<>();

  /// @param withStatistics whether the table has columns for a [TensorSummary]
  TensorTable(boolean withStatistics) {
    rows.add(
        withStatistics
            ? new String[] {
              "tensor",
              "type",
              "shape",
              "least",
              "mean",
              "greatest",
              "deviation",
              "not finite",
              "SHA-256"
            }
            : new String[] {"tensor", "type", "shape"});
  }

  void add(String name, StoredTensor tensor) {
    rows.add(new String[] {oneLine(name), tensor.type().name(), tensor.shape().toString()});
  }

  void add(String name, StoredTensor tensor, TensorSummary summary) {
    String[] figures =
        summary
            .statistics()
            .map(s ->
                new String[] {
                  number(s.least()), number(s.mean()), number(s.greatest()), number(s.deviation())
                })
            .orElse(new String[] {"–", "–", "–", "–"});
    rows.add(
        new String[] {
          oneLine(name),
          tensor.type().name(),
          tensor.shape().toString(),
          figures[0],
          figures[1],
          figures[2],
          figures[3],
          Integer.toString(summary.notFinite()),
          summary.sha256().substring(0, DIGITS_OF_SUM)
        });
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : "%.5g".formatted(value);
  }

  /// The lines of the table, aligned.
  List<String> lines() {
    int[] widths = new int[rows.getFirst().length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(String[] row, int... widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.length; i++) {
      String blanks = " ".repeat(widths[i] - row[i].length());
      boolean isRight = i >= FIRST_NUMBER && i < widths.length - 1;
      line.append(i == 0 ? "" : "  ").append(isRight ? blanks + row[i] : row[i] + blanks);
    }
    return line.toString().stripTrailing();
  }

  /// A text of a file for a line: control characters are replaced, long ones cut.
  static String oneLine(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "�");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
  }

  static Map<String, Object> description(StoredTensor tensor) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("type", tensor.type().name());
    description.put("shape", Arrays.stream(tensor.shape().toArray()).boxed().toList());
    return description;
  }

  static Map<String, Object> description(TensorSummary summary) {
    Map<String, Object> description = new LinkedHashMap<>();
    if (summary.statistics().isPresent()) {
      Statistics statistics = summary.statistics().get();
      description.put("least", statistics.least());
      description.put("mean", statistics.mean());
      description.put("greatest", statistics.greatest());
      description.put("deviation", statistics.deviation());
    }
    description.put("notFinite", summary.notFinite());
    description.put("sha256", summary.sha256());
    return description;
  }
}
