package dev.adjoint.data.prepare;

import dev.adjoint.data.Spelling;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.DecimalText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A number that probably stands for a missing value, such as −999: the least or the greatest value
/// of a column, which occurs often and is far from all others.
///
/// Far means a quarter of the range of the others for a number that is usual for it (−1, −9, ±99,
/// ±999, ±88, −200 …), and a whole range for any other number, where the others are at least ten
/// different ones.
///
/// @param column the column's name
/// @param value the number
/// @param count how often it occurs
/// @param least the least of the other values
/// @param greatest the greatest of the other values
record Sentinel(String column, double value, int count, double least, double greatest) {
  private static final int REPEATS = 3;
  private static final int VALUES = 10;
  private static final double NEAR = 0.25;

  /// The suspected number of a column of numbers.
  static Optional<Sentinel> of(Column column, int[] rows) {
    double[] values =
        Arrays.stream(rows)
            .filter(row -> !column.isMissing(row))
            .mapToDouble(column::number)
            .sorted()
            .toArray();
    if (values.length == 0 || Double.isNaN(values[values.length - 1])) {
      return Optional.empty();
    }
    return of(column.name(), values, values[0])
        .or(() -> of(column.name(), values, values[values.length - 1]));
  }

  private static Optional<Sentinel> of(String name, double[] sorted, double value) {
    double[] others = Arrays.stream(sorted).filter(each -> each != value).toArray();
    int count = sorted.length - others.length;
    if (count < REPEATS || others.length < REPEATS) {
      return Optional.empty();
    }
    double least = others[0];
    double greatest = others[others.length - 1];
    double distance = value < least ? least - value : value - greatest;
    boolean usual = isUsual(value) && (value > 0 || least >= 0);
    double far = (usual ? NEAR : 1) * (greatest - least);
    boolean many = usual || Arrays.stream(others).distinct().limit(VALUES).count() == VALUES;
    return greatest > least && distance >= far && many && isWhole(value)
        ? Optional.of(new Sentinel(name, value, count, least, greatest))
        : Optional.empty();
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value);
  }

  private static boolean isUsual(double value) {
    return DecimalText.name(value).matches("-[19]|-?(99+|88+)|-[1-9]0+");
  }

  /// The suspicion about columns in which the same number is suspected, and the option that names
  /// it.
  ///
  /// @param same at least one, of one value
  /// @param elsewhere names of columns in which it is a value like others
  static String sentence(List<Sentinel> same, List<String> elsewhere) {
    String text = DecimalText.name(same.getFirst().value);
    List<String> where =
        same.stream()
            .map(each ->
                "%s (%,d rows, the others are %s … %s)"
                    .formatted(
                        each.column,
                        each.count,
                        DecimalText.name(each.least),
                        DecimalText.name(each.greatest)))
            .toList();
    String fix =
        elsewhere.isEmpty()
            ? "say --missing=" + text
            : "leave these cells empty; --missing=%s would also take it from %s"
                .formatted(text, Spelling.list(elsewhere));
    return "%s is far from the other values of %s %s; if it means that the value is missing, %s"
        .formatted(text, same.size() == 1 ? "column" : "columns", Spelling.list(where), fix);
  }
}
