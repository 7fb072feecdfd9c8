package dev.adjoint.tensor;

/// Quantiles, by sorting.
final class Quantile {

  private Quantile() {}

  /// Position `fraction · (n − 1)` in sorted order, in between by a straight line.
  static Tensor of(Tensor x, double fraction, KeepAxes keepAxes, int axis) {
    ElementTypeException.requireFloating("quantile", x);
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "quantile: the fraction is within 0 … 1 but is %s; divide a percentage by 100"
              .formatted(fraction));
    }
    int along = x.shape().axis("quantile", axis);
    double position = fraction * last("quantile", x, along);
    int below = (int) position;
    Tensor values = Sorted.of(x, along, false).values();
    Tensor low = values.slice(along, below, below + 1);
    Tensor result = low;
    if (position > below) {
      Tensor high = values.slice(along, below + 1, below + 2);
      result = low.add(high.subtract(low).multiply(position - below));
    }
    Tensor checked = orNaN(result, values, along);
    return keepAxes == KeepAxes.YES ? checked : checked.squeeze(along);
  }

  /// The element in the middle, the lower of two as in PyTorch.
  static Tensor median(Tensor x, int axis) {
    int along = x.shape().axis("median", axis);
    int middle = last("median", x, along) / 2;
    Tensor values = Sorted.of(x, along, false).values();
    return orNaN(values.slice(along, middle, middle + 1), values, along).squeeze(along);
  }

  /// NaN is sorted to the end: if there is one, it is the result.
  private static Tensor orNaN(Tensor result, Tensor values, int axis) {
    Tensor largest = values.slice(axis, -1);
    return largest.where(largest.notEqual(largest), result);
  }

  private static int last(String operation, Tensor x, int axis) {
    int size = x.shape().size(axis);
    if (size == 0) {
      throw new ShapeException(
          operation,
          "there are no elements along axis %d of shape %s; check that the data is not empty"
              .formatted(axis, x.shape()));
    }
    return size - 1;
  }
}
