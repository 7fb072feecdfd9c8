package dev.adjoint.explain.lesson.working;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/// Numbers as a lesson states them. Each has a tolerance: the largest distance at which a computed
/// number still counts as equal.
///
/// @param numbers in C order
/// @param tolerances one for each number, above 0
record Stated(List<Double> numbers, List<Double> tolerances) {

  private static final double ROUNDING = 1e-12;

  Stated {
    numbers = List.copyOf(numbers);
    tolerances = List.copyOf(tolerances);
  }

  /// Exact numbers: only the rounding of F64 is allowed, 1e-12 relative to the number or to 1e-3.
  static Stated exactly(double... numbers) {
    return new Stated(
        Arrays.stream(numbers).boxed().toList(),
        Arrays.stream(numbers)
            .mapToObj(number -> ROUNDING * Math.max(Math.abs(number), 1e-3))
            .toList());
  }

  /// Rounded numbers as written. Half a unit of the last digit is allowed.
  static Stated rounded(String... numbers) {
    List<BigDecimal> written = Arrays.stream(numbers).map(BigDecimal::new).toList();
    return new Stated(
        written.stream().map(BigDecimal::doubleValue).toList(),
        // Slightly more than half a unit, because the computed number is itself rounded.
        written.stream().map(number -> 0.500001 * number.ulp().doubleValue()).toList());
  }

  boolean includes(double[] computed) {
    if (computed.length != numbers.size()) {
      return false;
    }
    for (int i = 0; i < computed.length; i++) {
      if (!(Math.abs(computed[i] - numbers.get(i)) <= tolerances.get(i))) {
        return false;
      }
    }
    return true;
  }

  double[] toArray() {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
