package dev.adjoint.tensor;

import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Storage;
import java.util.Arrays;

/// Comparison of whole tensors.
final class Closeness {

  private Closeness() {}

  static boolean equal(Tensor left, Tensor right) {
    if (left.elementType() != right.elementType() || !left.shape().equals(right.shape())) {
      return false;
    }
    return switch (left.view().storage()) {
      case Storage.Ints _, Storage.Longs _, Storage.Booleans _ ->
          Arrays.equals(left.toLongArray(), right.toLongArray());
      case Storage.Floats _, Storage.Doubles _, Narrow _ -> allclose(left, right, 0, 0);
    };
  }

  static boolean allclose(Tensor left, Tensor right, double relative, double absolute) {
    if (!left.shape().equals(right.shape())) {
      return false;
    }
    double[] a = left.toDoubleArray();
    double[] b = right.toDoubleArray();
    for (int i = 0; i < a.length; i++) {
      boolean same = a[i] == b[i] || (Double.isNaN(a[i]) && Double.isNaN(b[i]));
      if (!same && !isWithin(a[i], b[i], relative, absolute)) {
        return false;
      }
    }
    return true;
  }

  /// An infinite number would have an infinite tolerance, which accepts everything.
  private static boolean isWithin(double a, double b, double relative, double absolute) {
    return Double.isFinite(b) && Math.abs(a - b) <= absolute + relative * Math.abs(b);
  }
}
