package dev.adjoint.tensor.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;

/// How far a number may be from PyTorch's.
///
/// With [Measure#ELEMENT] the distance is relative to the stored number itself and the sign of a
/// zero counts; with [Measure#TENSOR], for sums whose terms cancel, it is relative to the largest
/// stored number of the tensor. Gradients are always measured the second way, since the sums that
/// broadcasting brings may cancel. Infinities and NaN must be equal.
public record Tolerance(Measure measure, double relative) {

  /// What a distance is relative to.
  public enum Measure {
    ELEMENT,
    TENSOR
  }

  /// F64 agrees to this, relative, unless a row says why not.
  public static final double DOUBLE = 1e-12;

  /// F32 agrees to a few units in the last place of 24 bits.
  private static final double SINGLE = 1e-6;

  /// Relative to each number.
  public static final Tolerance EACH = new Tolerance(Measure.ELEMENT, DOUBLE);

  /// Relative to the largest number of the tensor.
  public static final Tolerance SUMS = new Tolerance(Measure.TENSOR, DOUBLE);

  /// The same measure with another limit.
  public Tolerance within(double limit) {
    return new Tolerance(measure, limit);
  }

  public void assertOutput(String what, Tensor actual, Tensor expected) {
    assertClose(what, actual, expected, measure);
  }

  public void assertGradient(String what, Tensor actual, Tensor expected) {
    assertClose(what, actual, expected, Measure.TENSOR);
  }

  private void assertClose(String what, Tensor actual, Tensor expected, Measure by) {
    assertThat(actual.shape()).as("shape of %s", what).isEqualTo(expected.shape());
    assertThat(actual.elementType()).as("type of %s", what).isEqualTo(expected.elementType());
    double[] found = actual.toDoubleArray();
    double[] stored = expected.toDoubleArray();
    double allowed = actual.elementType() == ElementType.F32 ? SINGLE : relative;
    double largest = largestFinite(stored);
    for (int i = 0; i < found.length; i++) {
      double scale = by == Measure.ELEMENT ? Math.abs(stored[i]) : largest;
      boolean equal =
          by == Measure.ELEMENT
              ? Double.compare(found[i], stored[i]) == 0
              : found[i] == stored[i] || (Double.isNaN(found[i]) && Double.isNaN(stored[i]));
      boolean close = Double.isFinite(scale) && Math.abs(found[i] - stored[i]) <= allowed * scale;
      boolean wrongZero = stored[i] == 0 && by == Measure.ELEMENT;
      assertThat(equal || (close && !wrongZero))
          .as("%s, element %d: %s, PyTorch %s", what, i, found[i], stored[i])
          .isTrue();
    }
  }

  private static double largestFinite(double[] numbers) {
    double largest = 0;
    for (double number : numbers) {
      largest = Double.isFinite(number) ? Math.max(largest, Math.abs(number)) : largest;
    }
    return largest;
  }
}
