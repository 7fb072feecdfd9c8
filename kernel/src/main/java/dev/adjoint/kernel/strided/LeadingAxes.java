package dev.adjoint.kernel.strided;

import dev.adjoint.kernel.View;

/// The leading axes of a view, counted through as one axis.
public final class LeadingAxes {
  private LeadingAxes() {}

  /// The number of positions along the first `axes` axes.
  public static int count(View view, int axes) {
    int count = 1;
    for (int axis = 0; axis < axes; axis++) {
      count *= view.sizes()[axis];
    }
    return count;
  }

  /// The storage index of the n-th position along the first `axes` axes.
  public static int offset(View view, int axes, int n) {
    int offset = view.offset();
    int rest = n;
    for (int axis = axes - 1; axis >= 0; axis--) {
      int size = view.sizes()[axis];
      offset += rest % size * view.strides()[axis];
      rest /= size;
    }
    return offset;
  }
}
