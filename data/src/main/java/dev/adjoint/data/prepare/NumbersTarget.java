package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A target that is several numbers, each with a scale of its own.
///
/// @param parts the numbers in the order of a model's outputs, at least two
public record NumbersTarget(List<NumberTarget> parts) implements Target {

  /// Checks the number of parts.
  ///
  /// @throws DataException when there are fewer than two
  public NumbersTarget {
    parts = List.copyOf(parts);
    SeveralColumns.require(parts);
  }

  @Override
  public String column() {
    return columns().stream().collect(Collectors.joining(","));
  }

  @Override
  public List<String> columns() {
    return parts.stream().map(NumberTarget::column).toList();
  }

  @Override
  public Task task() {
    return Task.REGRESSION;
  }

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
    map.put("kind", "numbers");
    map.put("parts", parts.stream().map(NumberTarget::toMap).toList());
    return map;
  }

  static NumbersTarget from(PlainMap fields) {
    return new NumbersTarget(fields.maps("parts").stream().map(NumberTarget::from).toList());
  }
}
