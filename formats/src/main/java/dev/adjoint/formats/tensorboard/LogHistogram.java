package dev.adjoint.formats.tensorboard;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// How often numbers fall into ranges: `counts[i]` numbers `x` have `limits[i − 1] < x ≤
/// limits[i]`; the first range begins at the least number.
///
/// @param least the least number
/// @param greatest the greatest number
/// @param count how many numbers
/// @param sum of the numbers
/// @param sumOfSquares of the numbers
/// @param limits the upper limits of the ranges, ascending
/// @param counts how many numbers are in each range
public record LogHistogram(
    double least,
    double greatest,
    double count,
    double sum,
    double sumOfSquares,
    List<Double> limits,
    List<Double> counts) {

  private static final int RANGES = 30;

  /// Copies the lists.
  ///
  /// @throws IllegalArgumentException if there are not as many limits as counts
  public LogHistogram {
    limits = List.copyOf(limits);
    counts = List.copyOf(counts);
    if (limits.size() != counts.size()) {
      throw new IllegalArgumentException(
          "histogram: there are %d limits and %d counts; give a limit for each count"
              .formatted(limits.size(), counts.size()));
    }
  }

  /// The finite elements of a tensor of numbers in 30 ranges of equal width.
  public static LogHistogram of(Tensor tensor) {
    double[] elements = tensor.detach().to(ElementType.F64).toDoubleArray();
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    long finite = 0;
    for (double element : elements) {
      if (Double.isFinite(element)) {
        least = Math.min(least, element);
        greatest = Math.max(greatest, element);
        sum += element;
        squares += element * element;
        finite++;
      }
    }
    if (finite == 0) {
      return new LogHistogram(0, 0, 0, 0, 0, List.of(), List.of());
    }
    double width = (greatest - least) / RANGES;
    if (!(width > 0) || Double.isInfinite(width)) {
      return new LogHistogram(
          least, greatest, finite, sum, squares, List.of(greatest), List.of((double) finite));
    }
    Double[] limits = new Double[RANGES];
    Double[] counts = new Double[RANGES];
    for (int i = 0; i < RANGES; i++) {
      limits[i] = i == RANGES - 1 ? greatest : least + (i + 1) * width;
      counts[i] = 0.0;
    }
    for (double element : elements) {
      if (Double.isFinite(element)) {
        int range = Math.clamp((int) Math.ceil((element - least) / width) - 1, 0, RANGES - 1);
        while (element > limits[range]) {
          range++;
        }
        while (range > 0 && element <= limits[range - 1]) {
          range--;
        }
        counts[range]++;
      }
    }
    return new LogHistogram(
        least, greatest, finite, sum, squares, List.of(limits), List.of(counts));
  }
}
