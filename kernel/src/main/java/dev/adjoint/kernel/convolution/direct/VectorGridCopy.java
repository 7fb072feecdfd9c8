package dev.adjoint.kernel.convolution.direct;

import dev.adjoint.kernel.vector.VectorTranspose;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Copies the channels of an image, with their padding, into the planes of a [ConvolutionGrid].
///
/// There are several ways to copy, and each plane is copied by the fastest way that its sizes
/// permit.
final class VectorGridCopy {
  private static final VectorSpecies<Float> SPECIES = VectorConvolutionTiles.SPECIES;
  private static final int LANES = VectorConvolutionTiles.LANES;

  /// The lanes of two vectors, counted through, that a stride of 2 uses.
  private static final FloatVector EVEN = even();

  /// The number of floats after the end of a copy that may be written or read.
  static final int SLACK = 2 * LANES;

  private final int strideHeight;
  private final int strideWidth;
  private final int height;
  private final int width;
  private final int low;
  private final int high;
  private final int[] columnPlanes;
  private final int[] rowPlanes;
  private final int rowWidth;

  private static FloatVector even() {
    float[] lanes = new float[LANES];
    for (int i = 0; i < LANES; i++) {
      lanes[i] = 2 * i;
    }
    return FloatVector.fromArray(SPECIES, lanes, 0);
  }

  /// @param height of the image
  /// @param width of the image
  /// @param low the first row of all planes, counted in strides
  /// @param high how many rows the planes have after those of the grid, counted in strides
  /// @param columnPlanes for each column plane, the image column at its start
  /// @param rowPlanes for each row plane, the remainder of its rows modulo the stride
  /// @param rowWidth the length of a row of a plane
  VectorGridCopy(
      int strideHeight,
      int strideWidth,
      int height,
      int width,
      int low,
      int high,
      int[] columnPlanes,
      int[] rowPlanes,
      int rowWidth) {
    this.strideHeight = strideHeight;
    this.strideWidth = strideWidth;
    this.height = height;
    this.width = width;
    this.low = low;
    this.high = high;
    this.columnPlanes = columnPlanes;
    this.rowPlanes = rowPlanes;
    this.rowWidth = rowWidth;
  }

  /// The number of floats of one channel if `band` rows of the grid are processed at a time.
  int channelSize(int band) {
    return columnPlanes.length * planeRows(band) * rowWidth;
  }

  private int planeRows(int band) {
    return rowPlanes.length * (band + high - low);
  }

  /// Copies `channels` channels, which are `area` apart, in the same way as [#pack].
  void packAll(
      float[] x, int start, int area, int channels, int from, int used, int band, float[] y) {
    int size = channelSize(band);
    int plane = planeRows(band) * rowWidth;
    boolean small = rowPlanes.length == 1 && rowPlanes[0] == 0;
    for (int i = 0; i < columnPlanes.length && small; i++) {
      small = packSmall(x, start, area, channels, from, used, columnPlanes[i], y, i * plane, size);
    }
    for (int c = 0; c < channels && !small; c++) {
      pack(x, start + c * area, from, used, band, y, c * size);
    }
  }

  /// Copies one plane of all channels where several rows fit into one vector. Masks handle the
  /// edges.
  private boolean packSmall(
      float[] x,
      int start,
      int area,
      int channels,
      int from,
      int used,
      int firstColumn,
      float[] y,
      int to,
      int size) {
    if (strideHeight != 1 || strideWidth != 1 || rowWidth != width || LANES % width != 0) {
      return false;
    }
    int count = used + high - low;
    int first = from + low;
    int above = Math.clamp(-first, 0, count);
    int end = Math.clamp(height - first, above, count);
    int length = (end - above) * width;
    int origin = start + (first + above) * width + firstColumn;
    int ending = count * width - LANES;
    if (length % LANES != 0
        || above * width > LANES
        || (count - end) * width > LANES
        || ending < 0
        || origin < 0
        || origin + (channels - 1) * area + length > x.length) {
      return false;
    }
    long inside = 0;
    for (int lane = 0; lane < LANES; lane++) {
      int column = lane % width + firstColumn;
      inside |= column >= 0 && column < width ? 1L << lane : 0;
    }
    VectorMask<Float> mask = VectorMask.fromLong(SPECIES, inside);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int c = 0; c < channels; c++) {
      int source = origin + c * area;
      int target = to + c * size;
      zero.intoArray(y, target);
      zero.intoArray(y, target + ending);
      target += above * width;
      for (int i = 0; i < length; i += LANES) {
        zero.blend(FloatVector.fromArray(SPECIES, x, source + i), mask).intoArray(y, target + i);
      }
    }
    return true;
  }

  /// Copies one channel for `used` rows of the grid, starting at row `from`. The copy has room for
  /// `band` rows. Up to [#SLACK] floats after the copy are overwritten.
  void pack(float[] x, int start, int from, int used, int band, float[] y, int to) {
    int count = used + high - low;
    int at = to;
    for (int firstColumn : columnPlanes) {
      for (int remainder : rowPlanes) {
        int first = (from + low) * strideHeight + remainder;
        if (!packFlat(x, start, first, firstColumn, count, y, at)) {
          packRows(x, start, first, firstColumn, count, y, at);
        }
        at += (band + high - low) * rowWidth;
      }
    }
  }

  private void packRows(
      float[] x, int start, int first, int firstColumn, int count, float[] y, int to) {
    int begin = Math.clamp(Math.ceilDiv(-firstColumn, strideWidth), 0, rowWidth);
    int end = Math.clamp(Math.ceilDiv(width - firstColumn, strideWidth), begin, rowWidth);
    int above = Math.clamp(Math.ceilDiv(-first, strideHeight), 0, count);
    int below = Math.clamp(Math.ceilDiv(height - first, strideHeight), above, count);
    for (int i = 0; i < above; i++) {
      zeros(y, to + i * rowWidth, rowWidth);
    }
    int step = strideHeight * width;
    boolean framed = end - begin == width && begin <= 1 && rowWidth - end <= 1;
    if (framed && strideWidth == 1 && (width == LANES || width == 2 * LANES)) {
      int from = start + (first + above * strideHeight) * width;
      framedRows(x, from, step, below - above, begin, y, to + above * rowWidth);
      zerosBelow(y, to, below, count);
      return;
    }
    int origin = start + first * width + firstColumn;
    int reach = Math.ceilDiv(rowWidth, LANES) * LANES * strideWidth;
    // Vectors must not read outside x, so the first and the last rows may be copied element by
    // element.
    int i = above;
    for (; i < below && origin + i * step < 0; i++) {
      single(x, origin + i * step, begin, end, y, to + i * rowWidth);
    }
    int safe = below;
    while (safe > i && origin + (safe - 1) * step + reach > x.length) {
      safe--;
    }
    boolean vectors = strideWidth == 1 || (strideWidth == 2 && VectorTranspose.AVAILABLE);
    if (vectors && safe > i) {
      if (rowWidth > (4 - strideWidth) * LANES) {
        longRows(x, origin + i * step, step, safe - i, begin, end, y, to + i * rowWidth);
      } else {
        shortRows(x, origin + i * step, step, safe - i, begin, end, y, to + i * rowWidth);
      }
      i = safe;
    }
    for (; i < below; i++) {
      single(x, origin + i * step, begin, end, y, to + i * rowWidth);
    }
    zerosBelow(y, to, below, count);
  }

  private void zerosBelow(float[] y, int to, int from, int end) {
    for (int i = from; i < end; i++) {
      zeros(y, to + i * rowWidth, rowWidth);
    }
  }

  /// Copies rows of one or two whole vectors with at most one element of padding at each end.
  private void framedRows(float[] x, int from, int step, int count, int begin, float[] y, int to) {
    for (int i = 0; i < count; i++) {
      y[to + i * rowWidth] = 0;
      y[to + i * rowWidth + rowWidth - 1] = 0;
    }
    for (int first = 0; first < width; first += LANES) {
      for (int i = 0; i < count; i++) {
        FloatVector.fromArray(SPECIES, x, from + first + i * step)
            .intoArray(y, to + first + begin + i * rowWidth);
      }
    }
  }

  private void single(float[] x, int from, int begin, int end, float[] y, int to) {
    for (int j = begin; j < end; j++) {
      y[to + j] = x[from + j * strideWidth];
    }
    edges(y, to, begin, end);
  }

  private void longRows(
      float[] x, int from, int step, int count, int begin, int end, float[] y, int to) {
    for (int i = 0; i < count; i++) {
      int source = from + i * step;
      int target = to + i * rowWidth;
      if (strideWidth == 1) {
        for (int j = 0; j < rowWidth; j += LANES) {
          FloatVector.fromArray(SPECIES, x, source + j).intoArray(y, target + j);
        }
      } else {
        for (int j = 0; j < rowWidth; j += LANES) {
          FloatVector low = FloatVector.fromArray(SPECIES, x, source + 2 * j);
          FloatVector high = FloatVector.fromArray(SPECIES, x, source + 2 * j + LANES);
          EVEN.selectFrom(low, high).intoArray(y, target + j);
        }
      }
      edges(y, target, begin, end);
    }
  }

  /// Copies rows of up to three vectors. Elements outside the image are masked.
  ///
  /// The last vectors of all rows are copied first, because they overwrite elements of the next
  /// row.
  private void shortRows(
      float[] x, int from, int step, int count, int begin, int end, float[] y, int to) {
    long inside = (1L << end) - (1L << begin);
    for (int first = (rowWidth - 1) / LANES * LANES; first >= 0; first -= LANES) {
      VectorMask<Float> in = VectorMask.fromLong(SPECIES, inside >>> first);
      if (strideWidth == 1) {
        neighbours(x, from + first, step, count, in, y, to + first);
      } else {
        everySecond(x, from + 2 * first, step, count, in, y, to + first);
      }
    }
  }

  /// Copies one vector of each row.
  ///
  /// In this loop and the next one every access of an iteration is made in every iteration. If one
  /// is conditional, the compiler may check its index together with the others. If that fails, it
  /// no longer removes such checks, from this method and all those that are compiled later.
  private void neighbours(
      float[] x, int from, int step, int count, VectorMask<Float> in, float[] y, int to) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int i = 0; i < count; i++) {
      zero.blend(FloatVector.fromArray(SPECIES, x, from + i * step), in)
          .intoArray(y, to + i * rowWidth);
    }
  }

  /// Copies every second element of two vectors of each row.
  private void everySecond(
      float[] x, int from, int step, int count, VectorMask<Float> in, float[] y, int to) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int i = 0; i < count; i++) {
      FloatVector low = FloatVector.fromArray(SPECIES, x, from + i * step);
      FloatVector high = FloatVector.fromArray(SPECIES, x, from + i * step + LANES);
      zero.blend(EVEN.selectFrom(low, high), in).intoArray(y, to + i * rowWidth);
    }
  }

  private void edges(float[] y, int row, int begin, int end) {
    for (int i = 0; i < begin; i++) {
      y[row + i] = 0;
    }
    for (int i = end; i < rowWidth; i++) {
      y[row + i] = 0;
    }
  }

  /// Copies all rows at once where the rows of the copy are as long as those of the image. The
  /// elements that wrap around the ends of the rows are then set to zero.
  private boolean packFlat(
      float[] x, int start, int first, int firstColumn, int count, float[] y, int to) {
    if (strideHeight != 1 || strideWidth != 1 || rowWidth != width) {
      return false;
    }
    int above = Math.clamp(-first, 0, count);
    int end = Math.clamp(height - first, above, count);
    int from = start + (first + above) * width + firstColumn;
    int length = (end - above) * width;
    if (Math.abs(firstColumn) >= width || from < 0 || from + length + LANES > x.length) {
      return false;
    }
    zeros(y, to, above * width);
    copy(x, from, y, to + above * width, length);
    zeros(y, to + end * width, (count - end) * width);
    int edge = firstColumn < 0 ? 0 : width - firstColumn;
    int wide = Math.abs(firstColumn);
    for (int row = to + above * width + edge; row < to + end * width; row += width) {
      for (int i = 0; i < wide; i++) {
        y[row + i] = 0;
      }
    }
    return true;
  }

  /// Writes whole vectors, so up to one vector more than `count`.
  private static void zeros(float[] y, int to, int count) {
    if (count <= 0) {
      return;
    }
    FloatVector zero = FloatVector.zero(SPECIES);
    zero.intoArray(y, to);
    if (count > LANES) {
      zero.intoArray(y, to + LANES);
    }
    for (int i = 2 * LANES; i < count; i += LANES) {
      zero.intoArray(y, to + i);
    }
  }

  /// Writes whole vectors, so up to one vector more than `count`, except at the end of x.
  private static void copy(float[] x, int from, float[] y, int to, int count) {
    if (from + count + LANES > x.length) {
      System.arraycopy(x, from, y, to, count);
      return;
    }
    for (int i = 0; i < count; i += LANES) {
      FloatVector.fromArray(SPECIES, x, from + i).intoArray(y, to + i);
    }
  }
}
