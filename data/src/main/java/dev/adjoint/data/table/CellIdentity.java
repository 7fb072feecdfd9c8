package dev.adjoint.data.table;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// When two cells of a column of categories or classes are the same value.
///
/// A column has one identity. It is found once, from the training table, is stored with the model
/// and is used for features, targets, training and prediction alike:
///
/// - [#NUMBER] when every cell that is not missing is a decimal number without a needless leading
///   zero. Two cells are the same when they are the same number: `1`, `1.0`, `+1` and `1e0` are one
///   value. Numbers are compared digit by digit, never as doubles, so `9007199254740992` and
///   `9007199254740993` are two values.
/// - [#TEXT] in every other case. Two cells are the same when their texts are: `01234` and `1234`
///   are two values, `a` and `A` too. Blanks at either end are not part of a cell.
///
/// A cell with a needless leading zero is never a number here, so a model that was trained with
/// `1234` does not know `01234`.
public enum CellIdentity {
  /// Equal numbers are one value, however they are written.
  NUMBER,
  /// Equal texts are one value.
  TEXT;

  /// The order of classes: numbers by size, then other texts by their letters.
  public static final Comparator<String> ORDER =
      Comparator.comparing(
              (String text) -> ExactDecimal.parse(text),
              (a, b) -> {
                if (a.isPresent() && b.isPresent()) {
                  return a.get().compareTo(b.get());
                }
                return Boolean.compare(a.isEmpty(), b.isEmpty());
              })
          .thenComparing(Comparator.naturalOrder());

  /// The identity of a column, from all its cells.
  ///
  /// @param column a column of the training table
  /// @return [#NUMBER] when all its cells are numbers
  public static CellIdentity of(Column column) {
    for (int row = 0; row < column.rows(); row++) {
      if (!column.isMissing(row) && number(column.text(row)).isEmpty()) {
        return TEXT;
      }
    }
    return NUMBER;
  }

  /// The identity of values that are known to be different, such as the classes of a model.
  ///
  /// @param values different values
  /// @return [#NUMBER] when all are numbers and no two are the same number
  public static CellIdentity of(Collection<String> values) {
    Set<String> keys = new HashSet<>();
    for (String value : values) {
      if (number(value).isEmpty() || !keys.add(NUMBER.key(value))) {
        return TEXT;
      }
    }
    return NUMBER;
  }

  /// The text that stands for a cell's value: two cells are the same value exactly when their keys
  /// are equal.
  ///
  /// @param text a cell that is not missing
  /// @return for [#NUMBER] the shortest plain text of the number, else the cell's text
  public String key(String text) {
    return this == TEXT ? text : number(text).map(ExactDecimal::text).orElse(text);
  }

  private static Optional<ExactDecimal> number(String text) {
    return hasLeadingZero(text) ? Optional.empty() : ExactDecimal.parse(text);
  }

  private static boolean hasLeadingZero(String text) {
    int first = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    return text.length() > first + 1
        && text.charAt(first) == '0'
        && Character.isDigit(text.charAt(first + 1));
  }

  /// The name as written in a file.
  ///
  /// @return `number` or `text`
  @Override
  public String toString() {
    return this == NUMBER ? "number" : "text";
  }
}
