package dev.adjoint.train.search;

import dev.adjoint.tensor.CheckReturnValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// The hyperparameters of a search by name, in the order in which they were added.
///
/// ```java
/// SearchSpace space =
///     SearchSpace.of("rate", new SearchRange.LogUniform(1e-4, 0.1))
///         .with("width", new SearchRange.Whole(8, 64))
///         .with("optimizer", SearchRange.Choice.of("sgd", "adam"));
/// ```
public final class SearchSpace {

  private final Map<String, SearchRange> ranges;

  private SearchSpace(Map<String, SearchRange> ranges) {
    this.ranges = ranges;
  }

  /// A space of one hyperparameter.
  public static SearchSpace of(String name, SearchRange range) {
    Objects.requireNonNull(name, "search: the name of a range is null; give one");
    return new SearchSpace(Map.of()).with(name, range);
  }

  /// A space of these, in the order of the map.
  public static SearchSpace of(Map<String, SearchRange> ranges) {
    Objects.requireNonNull(ranges, "search: the map of ranges is null; give one");
    ranges.forEach((name, range) -> {
      Objects.requireNonNull(name, "search: the name of a range is null; give one");
      Objects.requireNonNull(range, "search: the range of a name is null; give one");
    });
    return new SearchSpace(new LinkedHashMap<>(ranges));
  }

  /// This space with one more.
  ///
  /// @throws IllegalArgumentException if it has one of that name
  @CheckReturnValue
  public SearchSpace with(String name, SearchRange range) {
    if (ranges.containsKey(name)) {
      throw new IllegalArgumentException(
          "search: %s is in the space already; give each hyperparameter one range".formatted(name));
    }
    Map<String, SearchRange> more = new LinkedHashMap<>(ranges);
    more.put(name, range);
    return new SearchSpace(more);
  }

  /// The ranges by name, in order.
  public Map<String, SearchRange> ranges() {
    return Collections.unmodifiableMap(ranges);
  }

  /// The values at these coordinates, one for each hyperparameter in order.
  ///
  /// @throws IllegalArgumentException if there is another number of coordinates
  public Map<String, Object> at(double... coordinates) {
    if (coordinates.length != ranges.size()) {
      throw new IllegalArgumentException(
          "search: there are %d hyperparameters but %d coordinates; give one for each"
              .formatted(ranges.size(), coordinates.length));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    int i = 0;
    for (Map.Entry<String, SearchRange> each : ranges.entrySet()) {
      values.put(each.getKey(), each.getValue().at(coordinates[i++]));
    }
    return values;
  }

  @Override
  public String toString() {
    return ranges.toString();
  }
}
