package dev.adjoint.spark.fit;

import dev.adjoint.data.table.Column;
import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;

/// What has to be known of a column to prepare it. Summaries of parts make the summary of the
/// whole, the same whatever the parts were.
final class ColumnSummary implements Serializable {

  private static final long serialVersionUID = 1;

  /// Above so many different texts a column has too many values to be categories.
  static final int MOST_TEXTS = 100_000;

  private long present;
  private long missing;
  private long numbers;
  private long notFinite;
  private boolean isWhole = true;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;
  private final ExactSum sum = new ExactSum();
  private final TreeMap<String, Long> texts = new TreeMap<>();
  private boolean hasTooManyTexts;

  /// Adds all cells of a column.
  void add(Column column) {
    for (int row = 0; row < column.rows(); row++) {
      if (column.isMissing(row)) {
        missing++;
        continue;
      }
      present++;
      double number = column.number(row);
      if (Double.isFinite(number)) {
        numbers++;
        isWhole &= number == Math.rint(number);
        least = Math.min(least, number);
        greatest = Math.max(greatest, number);
        sum.add(number);
      } else if (column.isNotFinite(row)) {
        notFinite++;
      }
      add(column.text(row), 1);
    }
  }

  private void add(String text, long times) {
    if (!hasTooManyTexts) {
      texts.merge(text, times, Long::sum);
      if (texts.size() > MOST_TEXTS) {
        hasTooManyTexts = true;
        texts.clear();
      }
    }
  }

  /// Adds what another summary knows.
  void add(ColumnSummary other) {
    present += other.present;
    missing += other.missing;
    numbers += other.numbers;
    notFinite += other.notFinite;
    isWhole &= other.isWhole;
    least = Math.min(least, other.least);
    greatest = Math.max(greatest, other.greatest);
    sum.add(other.sum);
    if (other.hasTooManyTexts) {
      hasTooManyTexts = true;
      texts.clear();
    }
    other.texts.forEach(this::add);
  }

  /// The number of cells that are not missing.
  long present() {
    return present;
  }

  /// The number of missing cells.
  long missing() {
    return missing;
  }

  /// The number of cells that are NaN or infinite.
  long notFinite() {
    return notFinite;
  }

  /// Whether all cells that are not missing are numbers, NaN and infinity among them.
  boolean isNumber() {
    return present > 0 && numbers + notFinite == present;
  }

  /// Whether all numbers are whole.
  boolean isWhole() {
    return isWhole;
  }

  double least() {
    return least;
  }

  double greatest() {
    return greatest;
  }

  /// The mean of the numbers: their exact sum, rounded, by their count.
  double mean() {
    return sum.value() / numbers;
  }

  /// The different texts with the number of their cells.
  SortedMap<String, Long> texts() {
    return texts;
  }

  /// Whether there are more than [#MOST_TEXTS] different texts.
  boolean hasTooManyTexts() {
    return hasTooManyTexts;
  }
}
