package dev.adjoint.tensor;

/// What the methods of [CountingOps] are composed of.
final class Counting {

  private Counting() {}

  static Tensor bincount(Tensor x, int minLength) {
    if (x.elementType() != ElementType.I64 && x.elementType() != ElementType.I32) {
      throw new ElementTypeException(
          "bincount",
          "counts I64 or I32 but got %s; convert with to(ElementType.I64)"
              .formatted(x.elementType()));
    }
    if (minLength < 0) {
      throw new IllegalArgumentException(
          "bincount: the least length is %d; it is at least 0".formatted(minLength));
    }
    Tensor index = x.detach().flatten().to(ElementType.I64);
    long largest = index.shape().count() == 0 ? -1 : index.max().itemLong();
    int length = Math.max(minLength, Shape.size(Math.min(largest, Long.MAX_VALUE - 1) + 1));
    return counts(index, length);
  }

  private static Tensor counts(Tensor index, int length) {
    return Tensor.zeros(ElementType.I64, length)
        .scatterAdd(0, index, Tensor.ones(ElementType.I64, index.shape()));
  }

  static Tensor histc(Tensor x, int bins, double low, double high) {
    ElementTypeException.requireFloating("histc", x);
    if (bins < 1 || !(low < high) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "histc: %d bins from %s to %s cannot be; give at least one bin and finite limits, the lower first"
              .formatted(bins, low, high));
    }
    Tensor values = x.detach().flatten();
    Tensor inside = values.greaterEqual(low).logicalAnd(values.lessEqual(high));
    Tensor scaled = values.subtract(low).multiply(bins / (high - low)).floor();
    Tensor zero = Tensor.scalar(x.elementType(), 0);
    Tensor index = scaled.where(inside, zero).clamp(0, bins - 1).to(ElementType.I64);
    return Tensor.zeros(x.elementType(), bins).scatterAdd(0, index, inside.to(x.elementType()));
  }

  static Unique unique(Tensor x) {
    Tensor flat = x.flatten();
    int n = flat.shape().count();
    Sorted sorted = flat.sort(0);
    if (n == 0) {
      return new Unique(sorted.values(), sorted.indices(), sorted.indices());
    }
    Tensor values = sorted.values();
    Tensor differs = values.slice(0, 1, n).notEqual(values.slice(0, 0, n - 1));
    Tensor starts = Tensor.concat(0, Tensor.of(true), differs);
    Tensor group = starts.cumsum(0).subtract(Tensor.scalar(1L));
    int groups = Math.toIntExact(group.select(0, n - 1).itemLong()) + 1;
    Tensor inverse =
        Tensor.zeros(ElementType.I64, n).scatterAdd(0, sorted.indices(), group).reshape(x.shape());
    return new Unique(values.maskedSelect(starts), inverse, counts(group, groups));
  }

  static Tensor maskedScatter(Tensor x, Tensor mask, Tensor source) {
    if (mask.elementType() != ElementType.BOOL) {
      throw new ElementTypeException(
          "masked scatter",
          "the mask must be BOOL but is %s; compare it with something first"
              .formatted(mask.elementType()));
    }
    Tensor chosen = mask.expand(x.shape());
    Tensor order = chosen.flatten().cumsum(0).subtract(Tensor.scalar(1L));
    Tensor zero = Tensor.scalar(0L);
    Tensor index = order.where(chosen.flatten(), zero);
    if (source.shape().count() == 0 && chosen.to(ElementType.I64).sum().itemLong() == 0) {
      return x;
    }
    return source.flatten().gather(0, index).reshape(x.shape()).where(chosen, x);
  }
}
