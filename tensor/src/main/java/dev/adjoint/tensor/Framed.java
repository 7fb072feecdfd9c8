package dev.adjoint.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the methods of [MovementOps] and [ImageOps] that repeat elements by fixed indices are
/// composed of.
final class Framed {

  private Framed() {}

  /// The tensor with a frame of its own elements around the last axes.
  static Tensor padded(Tensor x, PadMode mode, int... amounts) {
    int rank = x.shape().rank();
    if (amounts.length % 2 != 0 || amounts.length > 2 * rank) {
      throw new ShapeException(
          "pad",
          "%d amounts for the %d axes of %s; give two for each axis, before and after, the last axis first"
              .formatted(amounts.length, rank, x.shape()));
    }
    Tensor y = x;
    for (int pair = 0; pair < amounts.length / 2; pair++) {
      int axis = rank - 1 - pair;
      int size = x.shape().size(axis);
      int before = amounts[2 * pair];
      int after = amounts[2 * pair + 1];
      if (Math.min(before, after) < 0 || Math.max(before, after) > mode.most(size)) {
        throw new ShapeException(
            "pad",
            "amounts %d and %d for axis %d of %s, but %s takes 0 … %d there; use less padding, or PadMode.REPLICATE"
                .formatted(before, after, axis, x.shape(), mode, mode.most(size)));
      }
      if (before > 0 || after > 0) {
        y = y.indexSelect(axis, sources(mode, size, before, after));
      }
    }
    return y;
  }

  private static Tensor sources(PadMode mode, int size, int before, int after) {
    long[] index = Memory.longs(Shape.of(Shape.sum(before, size, after)));
    Arrays.setAll(index, i -> mode.source(i - before, size));
    return Tensor.of(index);
  }

  /// The elements moved along an axis; those that leave at one end enter at the other.
  static Tensor rolled(Tensor x, int axis, int shift) {
    int a = x.shape().axis("roll", axis);
    int size = x.shape().size(a);
    int by = size == 0 ? 0 : Math.floorMod(shift, size);
    return by == 0 ? x : Tensor.concat(a, x.slice(a, size - by), x.slice(a, 0, size - by));
  }

  /// Windows along an axis, whose elements become a new axis after it.
  static Tensor windows(String name, Tensor x, int a, int size, int step, int dilation) {
    int n = x.shape().size(a);
    long reach = (size - 1L) * dilation + 1;
    int count = n < reach || step < 1 ? 0 : (int) ((n - reach) / step) + 1;
    if (size < 1 || count < 1) {
      throw new ShapeException(
          name,
          "windows of %d elements, %d apart, every %d do not fit into axis %d of %s; size and step are at least 1, and a window is within the axis"
              .formatted(size, dilation, step, a, x.shape()));
    }
    return x.indexSelect(a, positions(count, size, step, dilation));
  }

  /// `[count, size]`: where the elements of each window are.
  static Tensor positions(int count, int size, int step, int dilation) {
    Shape shape = Shape.of(count, size);
    long[] index = Memory.longs(shape);
    Arrays.setAll(index, i -> (long) (i / size) * step + (long) (i % size) * dilation);
    return Tensor.of(index, shape);
  }

  /// The patches of images as columns; see [ImageOps#unfold].
  static Tensor unfolded(Tensor x, int kernelHeight, int kernelWidth, Conv2dOptions o) {
    requirePatches("unfold", x, 4, kernelHeight, kernelWidth, o);
    Tensor framed = x.pad(0, o.left(), o.right(), o.top(), o.bottom());
    Tensor rows = windows("unfold", framed, 2, kernelHeight, o.strideHeight(), o.dilationHeight());
    Tensor all = windows("unfold", rows, 4, kernelWidth, o.strideWidth(), o.dilationWidth());
    // [N, C, OH, KH, OW, KW] to [N, C·KH·KW, OH·OW].
    int channels = x.shape().size(1);
    return all.permute(0, 1, 3, 5, 2, 4)
        .reshape(x.shape().size(0), channels * kernelHeight * kernelWidth, -1);
  }

  /// The transpose of [#unfolded]: patches added up to images of this size.
  static Tensor folded(
      Tensor x, int height, int width, int kernelHeight, int kernelWidth, Conv2dOptions o) {
    requirePatches("fold", x, 3, kernelHeight, kernelWidth, o);
    int rows =
        count(height + o.top() + o.bottom(), kernelHeight, o.strideHeight(), o.dilationHeight());
    int columns =
        count(width + o.left() + o.right(), kernelWidth, o.strideWidth(), o.dilationWidth());
    int area = kernelHeight * kernelWidth;
    if (rows < 1
        || columns < 1
        || x.shape().size(1) % area != 0
        || x.shape().size(2) != rows * columns) {
      throw new ShapeException(
          "fold",
          "x is %s but images of %d×%d have %d patches of %d×%d (%s); give [N, C·%d, %d]"
              .formatted(
                  x.shape(),
                  height,
                  width,
                  Math.max(rows, 0) * Math.max(columns, 0),
                  kernelHeight,
                  kernelWidth,
                  o.toString().isEmpty() ? "stride 1" : o,
                  area,
                  Math.max(rows, 0) * Math.max(columns, 0)));
    }
    int channels = x.shape().size(1) / area;
    int n = x.shape().size(0);
    Tensor patches =
        x.reshape(n, channels, kernelHeight, kernelWidth, rows, columns).permute(0, 1, 4, 2, 5, 3);
    Tensor byColumn = patches.reshape(n, channels, rows, kernelHeight, columns * kernelWidth);
    int fullWidth = width + o.left() + o.right();
    Tensor wide =
        added(
            byColumn,
            4,
            fullWidth,
            positions(columns, kernelWidth, o.strideWidth(), o.dilationWidth()));
    Tensor byRow = wide.reshape(n, channels, rows * kernelHeight, fullWidth);
    Tensor whole =
        added(
            byRow,
            2,
            height + o.top() + o.bottom(),
            positions(rows, kernelHeight, o.strideHeight(), o.dilationHeight()));
    return whole.pad(0, -o.left(), -o.right(), -o.top(), -o.bottom());
  }

  /// Slices added at these indices of a longer axis of zeros.
  static Tensor added(Tensor x, int axis, int size, Tensor positions) {
    int[] sizes = x.shape().toArray();
    sizes[axis] = size;
    Tensor zeros = Tensor.zeros(x.elementType(), Shape.of(sizes));
    return zeros.indexAdd(axis, positions.flatten(), x);
  }

  private static int count(int size, int kernel, int stride, int dilation) {
    long room = size - dilation * (kernel - 1L) - 1;
    return room < 0 ? 0 : (int) (room / stride) + 1;
  }

  private static void requirePatches(
      String name, Tensor x, int rank, int kernelHeight, int kernelWidth, Conv2dOptions o) {
    if (x.shape().rank() != rank) {
      throw new ShapeException(
          name,
          "x must be %s but is %s; reshape it"
              .formatted(rank == 4 ? "images [N, C, H, W]" : "patches [N, C·KH·KW, L]", x.shape()));
    }
    if (kernelHeight < 1 || kernelWidth < 1 || o.groups() != 1) {
      throw new IllegalArgumentException(
          "%s: the patches are %d×%d with %d groups, but their sizes are at least 1 and the groups 1; check the options"
              .formatted(name, kernelHeight, kernelWidth, o.groups()));
    }
  }

  /// The last axes with other sizes, each element computed from its neighbours along each axis.
  static Tensor interpolated(Tensor x, Interpolation mode, boolean alignCorners, int... sizes) {
    int rank = x.shape().rank();
    boolean fits = sizes.length > 0 && rank == sizes.length + 2;
    for (int i = 0; fits && i < sizes.length; i++) {
      fits = sizes[i] >= 1 && x.shape().size(i + 2) >= 1;
    }
    if (!fits) {
      throw new ShapeException(
          "interpolate",
          "x is %s and the result gets %s along the axes after [N, C]; give one size of at least 1 for each of them, and elements"
              .formatted(x.shape(), Arrays.toString(sizes)));
    }
    Tensor y = x;
    for (int i = 0; i < sizes.length; i++) {
      y = along(y, i + 2, sizes[i], mode, alignCorners);
    }
    return y;
  }

  private static Tensor along(
      Tensor x, int axis, int size, Interpolation mode, boolean alignCorners) {
    Shape longer = x.shape().with(axis, size);
    Memory.require(x.elementType(), longer);
    List<Tap> taps = Tap.of(mode, alignCorners, x.shape().size(axis), size);
    int[] each = new int[x.shape().rank() - axis];
    Arrays.fill(each, 1);
    each[0] = size;
    List<Tensor> terms = new ArrayList<>();
    for (Tap tap : taps) {
      Tensor part = x.indexSelect(axis, Tensor.of(tap.index()));
      terms.add(
          taps.size() == 1
              ? part
              : part.multiply(Tensor.of(x.elementType(), tap.weight(), Shape.of(each))));
    }
    return terms.stream().reduce(Tensor::add).orElseThrow();
  }
}
