package dev.adjoint.data.csv;

import dev.adjoint.data.table.Column;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How one column writes its numbers.
///
/// A column is a column of numbers if at least half of its values look like numbers and all of
/// these have the same unit (`$`, `%`, …), or none has one.
///
/// @param counts how many numbers prove or permit which decimal mark
/// @param thousands how many numbers have which thousands mark
/// @param unit the unit of all numbers; empty for none
/// @param isPlain whether all values are numbers as Java writes them
record NumberStyle(
    Column column,
    Map<StyledNumber.Evidence, Integer> counts,
    Map<Character, Integer> thousands,
    String unit,
    boolean isPlain) {

  /// How many numbers of a plain column are looked at; more of them show nothing new.
  private static final int SAMPLE = 1000;

  int count(StyledNumber.Evidence evidence) {
    return counts.getOrDefault(evidence, 0);
  }

  /// How a column writes its numbers; empty if it is not a column of numbers.
  static Optional<NumberStyle> of(Column column) {
    Map<StyledNumber.Evidence, Integer> counts = new EnumMap<>(StyledNumber.Evidence.class);
    boolean isPlain = isPlain(column);
    String unit = null;
    int numbers = 0;
    int texts = 0;
    Map<Character, Integer> marks = new TreeMap<>();
    for (int row = 0; row < column.rows(); row++) {
      if (column.isMissing(row)) {
        continue;
      }
      Optional<StyledNumber> number =
          StyledNumber.of(column.text(row)).filter(StyledNumber::isNumber);
      if (number.isEmpty()) {
        if (++texts > column.rows() / 2) {
          return Optional.empty();
        }
        continue;
      }
      numbers++;
      counts.merge(number.get().evidence(), 1, Integer::sum);
      number.get().thousandsMark().ifPresent(mark -> marks.merge(mark, 1, Integer::sum));
      if (isPlain && numbers > SAMPLE && !counts.containsKey(StyledNumber.Evidence.MAYBE_POINT)) {
        break;
      }
      if (unit == null) {
        unit = number.get().unit();
      } else if (!unit.equals(number.get().unit())) {
        return Optional.empty();
      }
    }
    if (unit == null || texts > numbers) {
      return Optional.empty();
    }
    return Optional.of(new NumberStyle(column, counts, marks, unit, isPlain));
  }

  private static boolean isPlain(Column column) {
    for (int row = 0; row < column.rows(); row++) {
      if (!column.isMissing(row) && Double.isNaN(column.number(row))) {
        return false;
      }
    }
    return true;
  }
}
