package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.Task;
import dev.adjoint.data.table.CellIdentity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A target that is one of at least two classes.
///
/// @param column the target's name
/// @param classes the names of the classes; a class's position is its label
/// @param identity when two cells are the same class
public record ClassTarget(String column, List<String> classes, CellIdentity identity)
    implements Target {

  /// Classes whose identity is found from their names, such as those of images.
  ///
  /// @param column the target's name
  /// @param classes the names of the classes
  public ClassTarget(String column, List<String> classes) {
    this(column, classes, CellIdentity.of(classes));
  }

  /// Checks the classes.
  ///
  /// @throws DataException when there are fewer than two classes or a name occurs twice
  public ClassTarget {
    classes = List.copyOf(classes);
    if (classes.size() < 2) {
      throw new DataException(
          ("prepare: target %s has only one class%s; two classes or more are needed to learn to tell"
                  + " them apart, check the target column or add rows of another class")
              .formatted(column, classes.isEmpty() ? "" : " ('" + classes.getFirst() + "')"));
    }
    if (classes.stream().map(identity::key).distinct().count() < classes.size()) {
      throw new DataException(
          "prepare: target %s names a class twice (%s); give each class its own name"
              .formatted(column, Spelling.list(classes)));
    }
  }

  @Override
  public Task task() {
    return Task.CLASSIFICATION;
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "class");
    map.put("column", column);
    map.put("classes", classes);
    map.put("identity", identity.toString());
    return map;
  }

  static ClassTarget from(PlainMap fields) {
    String column = fields.text("column");
    List<String> classes = fields.texts("classes");
    // Runs of earlier versions do not store the identity.
    return fields.values().containsKey("identity")
        ? new ClassTarget(
            column,
            classes,
            fields.choice("identity", CellIdentity.values(), CellIdentity::toString))
        : new ClassTarget(column, classes);
  }
}
