package dev.adjoint.tensor;

/// Quantiles, by sorting.
final class Quantile {

  private Quantile() {}

  /// Position `fraction · (n − 1)` in sorted order, in between by a straight line.
  static Tensor of(Tensor x, double fraction, KeepAxes keepAxes, int axis) {
    requireFraction("quantile", x, fraction);
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

  private static void requireFraction(String operation, Tensor x, double fraction) {
    ElementTypeException.requireFloating(operation, x);
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "%s: the fraction is within 0 … 1 but is %s; divide a percentage by 100"
              .formatted(operation, fraction));
    }
  }

  /// The same of the elements that are not NaN.
  static Tensor nanquantile(Tensor x, double fraction, int axis) {
    requireFraction("nanquantile", x, fraction);
    int along = x.shape().axis("nanquantile", axis);
    Tensor last = lastNumber("nanquantile", x, along);
    Tensor values = Sorted.of(x, along, false).values();
    Tensor position = last.to(ElementType.F64).multiply(fraction);
    Tensor below = position.floor();
    Tensor low = values.gather(along, below.to(ElementType.I64));
    Tensor high = values.gather(along, position.ceil().to(ElementType.I64));
    Tensor part = position.subtract(below).to(x.elementType());
    return low.add(high.subtract(low).multiply(part)).squeeze(along);
  }

  /// The middle of the elements that are not NaN, the lower of two as in PyTorch.
  static Tensor nanmedian(Tensor x, int axis) {
    int along = x.shape().axis("nanmedian", axis);
    Tensor last = lastNumber("nanmedian", x, along);
    Tensor middle = last.to(ElementType.F64).divide(2).floor().to(ElementType.I64);
    return Sorted.of(x, along, false).values().gather(along, middle).squeeze(along);
  }

  /// The position in sorted order of the largest element that is not NaN, 0 where all are.
  private static Tensor lastNumber(String operation, Tensor x, int axis) {
    last(operation, x, axis);
    Tensor numbers = x.isnan().logicalNot().to(ElementType.I64).sum(KeepAxes.YES, axis);
    return numbers.subtract(1).maximum(Tensor.zerosLike(numbers));
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
