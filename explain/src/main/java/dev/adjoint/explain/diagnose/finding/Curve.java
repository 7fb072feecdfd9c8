package dev.adjoint.explain.diagnose.finding;

import java.util.ArrayList;
import java.util.List;

/// A figure by training step.
///
/// @param name what was done, such as `as it is`
/// @param steps the steps, rising
/// @param values the figure at each of them; a training that diverged ends with a value that is not
///   finite
public record Curve(Sentence name, List<Long> steps, List<Double> values) {

  /// The part at the end of a curve by which it is judged.
  private static final int PARTS = 4;

  /// Checks that there is one value for each step.
  public Curve {
    steps = List.copyOf(steps);
    values = List.copyOf(values);
    if (steps.size() != values.size()) {
      throw new IllegalArgumentException(
          "curve: there are %d steps but %d values; give one value for each step"
              .formatted(steps.size(), values.size()));
    }
  }

  /// A curve with a value for each of the steps 1, 2, 3 and so on.
  public static Curve of(Sentence name, List<Double> values) {
    List<Long> steps = new ArrayList<>();
    for (long step = 1; step <= values.size(); step++) {
      steps.add(step);
    }
    return new Curve(name, steps, values);
  }

  /// The mean of the last quarter of the values; infinite where one of them is not finite, NaN
  /// without values.
  public double last() {
    int from = values.size() - Math.max(1, values.size() / PARTS);
    if (from < 0) {
      return Double.NaN;
    }
    List<Double> end = values.subList(from, values.size());
    return end.stream().allMatch(Double::isFinite)
        ? end.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN)
        : Double.POSITIVE_INFINITY;
  }

  /// The first value; NaN without values.
  public double first() {
    return values.isEmpty() ? Double.NaN : values.getFirst();
  }

  /// The same curve with another name.
  public Curve named(Sentence other) {
    return new Curve(other, steps, values);
  }
}
