package dev.adjoint.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the poolings of [PoolingOps] over sequences and volumes are composed of.
final class Pooling {

  private Pooling() {}

  /// A pooling of volumes by one of the planes and then one along the depth; f is the pooling.
  static Tensor volume(String name, Tensor x, Pool3dOptions windows, Planes f) {
    int rank = x.shape().rank();
    if (rank != 4 && rank != 5) {
      throw new ShapeException(
          name,
          "x must be volumes [N, C, D, H, W] or one volume [C, D, H, W] but is %s; reshape it"
              .formatted(x.shape()));
    }
    int[] leading = Arrays.copyOf(x.shape().toArray(), rank - 2);
    Tensor planes = f.pool(x.flatten(0, rank - 3), windows.plane());
    int height = planes.shape().size(-2);
    int width = planes.shape().size(-1);
    int depth = leading[leading.length - 1];
    Tensor columns = planes.reshape(-1, depth, height * width);
    Tensor pooled = f.pool(columns, windows.depth());
    int[] sizes = Arrays.copyOf(leading, rank);
    sizes[rank - 3] = pooled.shape().size(-2);
    sizes[rank - 2] = height;
    sizes[rank - 1] = width;
    return pooled.reshape(Shape.of(sizes));
  }

  /// A pooling of images.
  @FunctionalInterface
  interface Planes {
    Tensor pool(Tensor images, Pool2dOptions windows);
  }

  /// Averages over windows chosen so that the last axes get these sizes.
  static Tensor adaptiveAverage(Tensor x, int... sizes) {
    requireAxes("adaptive avg pool", x, sizes);
    Tensor y = x;
    int rank = x.shape().rank();
    for (int i = 0; i < sizes.length; i++) {
      int axis = rank - sizes.length + i;
      int n = x.shape().size(axis);
      if (sizes[i] == 1) {
        y = y.mean(KeepAxes.YES, axis);
      } else if (sizes[i] != n) {
        Tensor weights = AdaptivePool.windows(x.elementType(), n, sizes[i]);
        y = y.moveaxis(axis, -1).linear(weights).moveaxis(-1, axis);
      }
    }
    return y;
  }

  /// The largest elements of windows chosen so that the last axes get these sizes.
  static Pooled adaptiveLargest(Tensor x, int... sizes) {
    requireAxes("adaptive max pool", x, sizes);
    int[] given = last(x, sizes.length);
    List<PlaneWindows.Axis> axes = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      axes.add(new PlaneWindows.Adaptive(given[i], sizes[i]));
    }
    return PlaneWindows.of(given, axes).largest(x);
  }

  private static void requireAxes(String name, Tensor x, int... sizes) {
    for (int size : sizes) {
      if (size < 1) {
        throw new IllegalArgumentException(
            "%s: the sizes of the result must be at least 1 but are %s; change %d"
                .formatted(name, Arrays.toString(sizes), size));
      }
    }
    int rank = x.shape().rank();
    boolean fits = sizes.length > 0 && (rank == sizes.length + 1 || rank == sizes.length + 2);
    for (int i = 0; fits && i < sizes.length; i++) {
      fits = x.shape().size(rank - 1 - i) > 0;
    }
    if (!fits) {
      throw new ShapeException(
          name,
          "x must be [N, C, …] or [C, …] with %d more axes, each with elements, for a result of %s but is %s; reshape it"
              .formatted(sizes.length, Arrays.toString(sizes), x.shape()));
    }
  }

  /// The largest element of each window and its index in its plane.
  static Pooled largest(Tensor x, Pool2dOptions o) {
    Shape pooled = Tensor.noGrad(() -> x.detach().maxPool2d(o)).shape();
    return moving(
        x,
        axis(
            x,
            -2,
            o.kernelHeight(),
            o.strideHeight(),
            o.paddingHeight(),
            o.dilationHeight(),
            pooled),
        axis(x, -1, o.kernelWidth(), o.strideWidth(), o.paddingWidth(), o.dilationWidth(), pooled));
  }

  /// The largest element of each window and its index in its volume.
  static Pooled largest(Tensor x, Pool3dOptions o) {
    Shape pooled = Tensor.noGrad(() -> x.detach().maxPool3d(o)).shape();
    Sizes3d k = o.kernel();
    Sizes3d s = o.stride();
    Sizes3d p = o.padding();
    Sizes3d d = o.dilation();
    return moving(
        x,
        axis(x, -3, k.depth(), s.depth(), p.depth(), d.depth(), pooled),
        axis(x, -2, k.height(), s.height(), p.height(), d.height(), pooled),
        axis(x, -1, k.width(), s.width(), p.width(), d.width(), pooled));
  }

  private static PlaneWindows.Moving axis(
      Tensor x, int axis, int kernel, int stride, int padding, int dilation, Shape pooled) {
    int size = x.shape().size(axis);
    return new PlaneWindows.Moving(size, kernel, stride, padding, dilation, pooled.size(axis));
  }

  private static Pooled moving(Tensor x, PlaneWindows.Moving... axes) {
    return PlaneWindows.of(last(x, axes.length), List.of(axes)).largest(x);
  }

  private static int[] last(Tensor x, int axes) {
    int[] shape = x.shape().toArray();
    return Arrays.copyOfRange(shape, shape.length - axes, shape.length);
  }

  /// Elements at their indices in planes of these sizes, zeros elsewhere.
  static Tensor unpooled(Tensor x, Tensor indices, int... sizes) {
    int rank = x.shape().rank();
    if (sizes.length == 0 || rank <= sizes.length || !indices.shape().equals(x.shape())) {
      throw new ShapeException(
          "max unpool",
          "x is %s, the indices %s and the result gets %s, but x needs leading axes and an index for each element; give the indices of the pooling"
              .formatted(x.shape(), indices.shape(), Arrays.toString(sizes)));
    }
    int leading = rank - sizes.length;
    int[] flat = Arrays.copyOf(x.shape().toArray(), leading + 1);
    int[] whole = Arrays.copyOf(x.shape().toArray(), rank);
    System.arraycopy(sizes, 0, whole, leading, sizes.length);
    flat[leading] = Shape.of(sizes).count();
    Tensor at = indices.flatten(leading, -1);
    Tensor zeros = Tensor.zeros(x.elementType(), Shape.of(flat));
    Tensor values = x.flatten(leading, -1);
    Tensor sums = zeros.scatterAdd(leading, at, values);
    Tensor count = zeros.scatterAdd(leading, at, Tensor.onesLike(values.detach()));
    return sums.divide(count.clamp(1, Double.MAX_VALUE)).reshape(Shape.of(whole));
  }
}
