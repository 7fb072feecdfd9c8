package dev.adjoint.train.search;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/// The values that a hyperparameter can have. Each has a coordinate within 0 … 1, in which equal
/// distances are equally important.
public sealed interface SearchRange {

  /// Numbers of equal importance.
  ///
  /// @param low the least
  /// @param high the largest
  record Uniform(double low, double high) implements SearchRange {

    /// Checks the bounds.
    public Uniform {
      requireOrder(low, high);
    }

    @Override
    public Object at(double coordinate) {
      return low + coordinate * (high - low);
    }
  }

  /// Numbers above 0 whose factors are of equal importance, such as rates.
  ///
  /// @param low the least, above 0
  /// @param high the largest
  record LogUniform(double low, double high) implements SearchRange {

    /// Checks the bounds.
    public LogUniform {
      requireOrder(low, high);
      if (low <= 0) {
        throw new IllegalArgumentException(
            "search: the least value is %s but must be above 0, since factors count; use SearchRange.Uniform for a range with 0"
                .formatted(low));
      }
    }

    @Override
    public Object at(double coordinate) {
      return low * StrictMath.pow(high / low, coordinate);
    }
  }

  /// Whole numbers.
  ///
  /// @param low the least
  /// @param high the largest
  record Whole(int low, int high) implements SearchRange {

    /// Checks the bounds.
    public Whole {
      requireOrder(low, high);
    }

    @Override
    public Object at(double coordinate) {
      return low
          + (int) Math.min((long) high - low, (long) (coordinate * ((double) high - low + 1)));
    }
  }

  /// Values without an order, such as names of optimizers.
  ///
  /// @param values at least one
  record Choice(List<?> values) implements SearchRange {

    /// Copies the list.
    public Choice {
      Objects.requireNonNull(values, "search: the list of values is null; give at least one");
      values.forEach(
          value -> Objects.requireNonNull(value, "search: a value of a choice is null; give one"));
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("search: a choice has no value; give at least one");
      }
    }

    /// A choice of these values.
    public static Choice of(Object... values) {
      Objects.requireNonNull(values, "search: the array of values is null; give at least one");
      return new Choice(Arrays.asList(values));
    }

    @Override
    public Object at(double coordinate) {
      return values.get(Math.min(values.size() - 1, (int) (coordinate * values.size())));
    }
  }

  private static void requireOrder(double low, double high) {
    if (!(low <= high && low > Double.NEGATIVE_INFINITY && high < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "search: the range is %s … %s but its ends must be finite and in order; give the least value first"
              .formatted(low, high));
    }
  }

  /// The value at a coordinate within 0 … 1.
  Object at(double coordinate);

  /// A drawn coordinate.
  default double draw(RandomGenerator random) {
    return random.nextDouble();
  }

  /// Places that cover the range evenly: all values of a choice, at most `points` of whole numbers,
  /// otherwise `points` with both ends.
  default double[] grid(int points) {
    int count =
        switch (this) {
          case Choice choice -> choice.values().size();
          case Whole whole -> (int) Math.min(points, (long) whole.high() - whole.low() + 1);
          default -> points;
        };
    double[] coordinates = new double[count];
    for (int i = 0; i < count; i++) {
      coordinates[i] =
          this instanceof Choice ? (i + 0.5) / count : count == 1 ? 0.5 : (double) i / (count - 1);
    }
    return coordinates;
  }
}
