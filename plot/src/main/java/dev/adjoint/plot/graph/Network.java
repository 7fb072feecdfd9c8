package dev.adjoint.plot.graph;

import java.util.List;

/// A small net of units in columns, with the weight of every connection and the error signal of
/// every unit.
///
/// @param title shown above the picture; empty for none
/// @param description one sentence that says what the picture shows, for readers who cannot see it
/// @param columns from the inputs at the left to the outputs at the right
/// @param connections between units of neighbouring columns
/// @param forward names the values that flow to the right; empty for no arrow
/// @param backward names the error signals that flow to the left; empty for no arrow
public record Network(
    String title,
    String description,
    List<Column> columns,
    List<Connection> connections,
    String forward,
    String backward) {

  /// A column of units, such as a layer, with its name below.
  public record Column(String label, List<Unit> units) {
    public Column {
      units = List.copyOf(units);
    }
  }

  /// A unit: the text inside its circle (`x₁`), above it (its value) and below it (its error
  /// signal). Each text may be empty.
  public record Unit(String label, String value, String signal) {}

  /// A connection from unit `from` of column `column` to unit `to` of the next column. Units and
  /// columns are counted from 0.
  ///
  /// @param weight its magnitude decides the thickness of the line; the line is solid if the weight
  ///   is positive and dashed if it is negative
  /// @param text written on the line, such as the weight; empty for nothing
  /// @param gradient written under the text, such as the weight's gradient; empty for nothing
  public record Connection(
      int column, int from, int to, double weight, String text, String gradient) {}

  public Network {
    columns = List.copyOf(columns);
    connections = List.copyOf(connections);
    if (columns.size() < 2 || columns.stream().anyMatch(c -> c.units().isEmpty())) {
      throw new IllegalArgumentException(
          "network: at least 2 columns of at least 1 unit, but the columns have %s units"
              .formatted(columns.stream().map(c -> c.units().size()).toList()));
    }
    for (Connection connection : connections) {
      int column = connection.column();
      boolean fits =
          column >= 0
              && column < columns.size() - 1
              && isUnit(columns.get(column), connection.from())
              && isUnit(columns.get(column + 1), connection.to());
      if (!fits) {
        throw new IllegalArgumentException(
            "network: a connection joins units of column 0 to %d with units of the next, but one goes from column %d, unit %d to unit %d"
                .formatted(columns.size() - 2, column, connection.from(), connection.to()));
      }
    }
  }

  private static boolean isUnit(Column column, int index) {
    return index >= 0 && index < column.units().size();
  }
}
