package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Task;
import java.util.List;
import java.util.Map;

/// What a model predicts and how its outputs are read: one of some classes, a scaled number, the
/// next token of a text, the next values of a series, several numbers, or which of several labels
/// apply.
public sealed interface Target
    permits ClassTarget, NumberTarget, TokenTarget, ForecastTarget, NumbersTarget, LabelsTarget {

  /// The target's name, such as the name of a table's column.
  ///
  /// @return the name
  String column();

  /// The names of its columns; several where each output has a column of its own.
  ///
  /// @return the names
  default List<String> columns() {
    return List.of(column());
  }

  /// What kind of task this target makes.
  ///
  /// @return the task
  Task task();

  /// The names of the classes in the order of a model's outputs.
  ///
  /// @return the names, empty for a number
  List<String> classes();

  /// The number of outputs of a model for this target.
  ///
  /// @return the number of classes, or 1 for a number
  default int outputs() {
    return task() == Task.CLASSIFICATION ? classes().size() : 1;
  }

  /// Everything in maps, lists, texts and numbers, ready for a JSON file.
  ///
  /// @return a new map that [#fromMap] reads
  Map<String, Object> toMap();

  /// Reads what [#toMap] gave.
  ///
  /// @param map plain data, untrusted
  /// @return the target
  /// @throws DataException when an entry is missing or of the wrong kind
  static Target fromMap(Map<?, ?> map) {
    var fields = new PlainMap("target", map);
    return switch (fields.text("kind")) {
      case "class" -> ClassTarget.from(fields);
      case "number" -> NumberTarget.from(fields);
      case "token" -> TokenTarget.from(fields);
      case "forecast" -> ForecastTarget.from(fields);
      case "numbers" -> NumbersTarget.from(fields);
      case "labels" -> LabelsTarget.from(fields);
      default ->
          throw fields.wrong(
              "kind", "'class', 'number', 'token', 'forecast', 'numbers' or 'labels'");
    };
  }
}
