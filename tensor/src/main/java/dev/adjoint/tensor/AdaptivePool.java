package dev.adjoint.tensor;

import dev.adjoint.tensor.op.pooling.AvgPool2dOp;

/// Averages over windows that are chosen so that the result has a given size.
///
/// Along an axis of n elements, window i of m goes from `⌊i·n/m⌋` to `⌈(i + 1)·n/m⌉`. The windows
/// of the two axes are independent of each other, so in general the average is a product with a
/// matrix from each side.
final class AdaptivePool {

  private AdaptivePool() {}

  static Tensor average(Tensor x, int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "adaptive avg pool2d: the size of the result must be at least 1×1 but is %d×%d"
              .formatted(height, width));
    }
    int rank = x.shape().rank();
    if ((rank != 3 && rank != 4) || x.shape().size(-1) == 0 || x.shape().size(-2) == 0) {
      throw new ShapeException(
          "adaptive avg pool2d",
          "x must be images [N, C, H, W] or one image [C, H, W] with elements but is %s; reshape it"
              .formatted(x.shape()));
    }
    int rows = x.shape().size(-2);
    int columns = x.shape().size(-1);
    if (height == 1 && width == 1) {
      return x.mean(KeepAxes.YES, -2, -1);
    }
    if (rows % height == 0 && columns % width == 0) {
      Pool2dOptions windows = Pool2dOptions.of(rows / height, columns / width);
      return Tensor.apply(new AvgPool2dOp(windows, true, 0), x);
    }
    Tensor across = x.matmul(windows(x.elementType(), columns, width).transpose());
    return windows(x.elementType(), rows, height).matmul(across);
  }

  /// The matrix `[m, n]` of averaging.
  static Tensor windows(ElementType type, int n, int m) {
    double[] weights = new double[m * n];
    for (int i = 0; i < m; i++) {
      int from = (int) ((long) i * n / m);
      int to = (int) (((long) (i + 1) * n + m - 1) / m);
      for (int j = from; j < to; j++) {
        weights[i * n + j] = 1.0 / (to - from);
      }
    }
    return Tensor.of(ElementType.F64, weights, Shape.of(m, n)).to(type);
  }
}
