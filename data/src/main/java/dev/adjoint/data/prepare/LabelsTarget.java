package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A target that is several labels, of which any may apply to a sample: multi-label classification.
/// Each label is a column of two values; the second one, such as `1`, `yes` or `true`, says that it
/// applies.
///
/// @param parts the labels in the order of a model's outputs, at least two, each with two classes
public record LabelsTarget(List<ClassTarget> parts) implements Target {

  /// Checks the labels.
  ///
  /// @throws DataException when there are fewer than two, or one has more than two values
  public LabelsTarget {
    parts = List.copyOf(parts);
    SeveralColumns.require(parts);
    for (ClassTarget part : parts) {
      if (part.classes().size() != 2) {
        throw new DataException(
            "prepare: target %s has the values %s, but each of several labels must have two, such as 0 and 1; leave it out of --target"
                .formatted(part.column(), Spelling.list(part.classes())));
      }
    }
  }

  @Override
  public String column() {
    return columns().stream().collect(Collectors.joining(","));
  }

  @Override
  public List<String> columns() {
    return parts.stream().map(ClassTarget::column).toList();
  }

  @Override
  public Task task() {
    return Task.MULTI_LABEL;
  }

  /// None: a sample does not belong to one of several classes.
  @Override
  public List<String> classes() {
    return List.of();
  }

  @Override
  public int outputs() {
    return parts.size();
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "labels");
    map.put("parts", parts.stream().map(ClassTarget::toMap).toList());
    return map;
  }

  static LabelsTarget from(PlainMap fields) {
    return new LabelsTarget(fields.maps("parts").stream().map(ClassTarget::from).toList());
  }
}
