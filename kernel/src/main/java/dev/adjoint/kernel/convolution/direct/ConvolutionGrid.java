package dev.adjoint.kernel.convolution.direct;

import java.util.Arrays;

/// The layout of the image of a convolution in which the elements that one tap needs for a whole
/// row of outputs are a row of vectors.
///
/// For output (j, i) of the grid, tap t uses the element `(j·strideHeight + rowShifts[t],
/// i·strideWidth + columnShifts[t])`. The image is copied with its padding into planes. There is
/// one plane for each remainder of the rows and of the columns modulo the stride, and within a
/// plane, taps differ only in their start offset. Where there are several rows, whose length is not
/// a multiple of a vector, each column shift has a separate plane without gaps between the rows, so
/// that vectors continue across the ends of rows.
///
/// An image that already has this layout is used in place.
final class ConvolutionGrid {
  private static final int LANES = VectorConvolutionTiles.LANES;

  private final int rows;
  private final int columns;
  private final int strideWidth;
  private final int height;
  private final int width;

  /// For each tap: its plane, its first row in that plane, and its column.
  private final int[] planes;

  private final int[] firstRows;
  private final int[] firstColumns;

  /// The rows of all planes are from `low` to `rows + high`, counted in strides.
  private int low = Integer.MAX_VALUE;

  private int high = Integer.MIN_VALUE;

  /// For each column plane, the image column at its start. For each row plane, the remainder.
  private int[] columnPlanes = {};

  private int[] rowPlanes = {};

  private final int rowWidth;
  private final boolean inPlace;
  private final VectorGridCopy copy;

  /// @param gaps whether there may be gaps between the rows of the grid
  ConvolutionGrid(
      int rows,
      int columns,
      int strideHeight,
      int strideWidth,
      int height,
      int width,
      int[] rowShifts,
      int[] columnShifts,
      boolean gaps) {
    this.rows = rows;
    this.columns = columns;
    this.strideWidth = strideWidth;
    this.height = height;
    this.width = width;
    int taps = rowShifts.length;
    planes = new int[taps];
    firstRows = new int[taps];
    firstColumns = new int[taps];
    int[] exact = columnPlanes(columnShifts, 0);
    int[] shared = columnPlanes(columnShifts, strideWidth);
    boolean rowsEndWithVectors = columns % LANES == 0 || rows == 1;
    columnPlanes = gaps && rowsEndWithVectors ? shared : exact;
    int widest = columns;
    for (int t = 0; t < taps; t++) {
      int shift = Math.floorDiv(rowShifts[t], strideHeight);
      int remainder = Math.floorMod(rowShifts[t], strideHeight);
      low = Math.min(low, shift);
      high = Math.max(high, shift);
      firstRows[t] = shift;
      int rowPlane = indexOf(rowPlanes, remainder);
      if (rowPlane < 0) {
        rowPlane = rowPlanes.length;
        rowPlanes = Arrays.copyOf(rowPlanes, rowPlane + 1);
        rowPlanes[rowPlane] = remainder;
      }
      planes[t] = rowPlane;
      int column = planeOf(columnShifts[t]);
      firstColumns[t] = (columnShifts[t] - columnPlanes[column]) / strideWidth;
      widest = Math.max(widest, columns + firstColumns[t]);
      planes[t] += column << 16;
    }
    rowWidth = widest;
    inPlace =
        strideHeight == 1
            && strideWidth == 1
            && columnPlanes.length == 1
            && rowPlanes.length == 1
            && columnPlanes[0] == 0
            && rowWidth == width
            && low >= 0
            && rows + high <= height
            && rows * columns % LANES == 0;
    for (int t = 0; t < taps; t++) {
      planes[t] = (planes[t] >> 16) * rowPlanes.length + (planes[t] & 0xffff);
      firstRows[t] -= inPlace ? 0 : low;
    }
    copy =
        new VectorGridCopy(
            strideHeight, strideWidth, height, width, low, high, columnPlanes, rowPlanes, rowWidth);
  }

  /// The grid of the outputs over the image.
  static ConvolutionGrid of(ConvolutionSizes s, boolean gaps) {
    int[] rowShifts = new int[s.taps()];
    int[] columnShifts = new int[s.taps()];
    for (int t = 0; t < s.taps(); t++) {
      rowShifts[t] = s.row(0, t / s.kernelWidth());
      columnShifts[t] = s.column(0, t % s.kernelWidth());
    }
    return new ConvolutionGrid(
        s.outHeight(),
        s.outWidth(),
        s.how().strideHeight(),
        s.how().strideWidth(),
        s.height(),
        s.width(),
        rowShifts,
        columnShifts,
        gaps);
  }

  /// The smallest shift of each remainder modulo `step`, or all distinct shifts if `step` is 0.
  private static int[] columnPlanes(int[] shifts, int step) {
    int[] found = {};
    for (int shift : shifts) {
      int same = -1;
      for (int i = 0; i < found.length; i++) {
        if (step == 0 ? found[i] == shift : Math.floorMod(found[i] - shift, step) == 0) {
          same = i;
        }
      }
      if (same < 0) {
        found = Arrays.copyOf(found, found.length + 1);
        found[found.length - 1] = shift;
      } else {
        found[same] = Math.min(found[same], shift);
      }
    }
    return found;
  }

  private static int indexOf(int[] values, int value) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == value) {
        return i;
      }
    }
    return -1;
  }

  /// The column plane of a shift. If each shift has its own plane, it is the plane of the equal
  /// shift, else the plane of the same remainder.
  private int planeOf(int shift) {
    int same = indexOf(columnPlanes, shift);
    for (int i = 0; same < 0; i++) {
      if (Math.floorMod(shift - columnPlanes[i], strideWidth) == 0) {
        same = i;
      }
    }
    return same;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /// Whether the image is used in place, in one band of all rows.
  boolean inPlace() {
    return inPlace;
  }

  /// The number of floats of one channel if `band` rows of the grid are processed at a time.
  int channelSize(int band) {
    return inPlace ? height * width : copy.channelSize(band);
  }

  /// The offset of tap t within a channel.
  int offset(int t, int band) {
    return (planes[t] * (band + high - low) + firstRows[t]) * rowWidth + firstColumns[t];
  }

  /// The offset of output `q` of a band, without the offset of the tap.
  int base(int q) {
    return rowWidth == columns ? q : q / columns * rowWidth + q % columns;
  }

  /// Copies images into this layout; see [VectorGridCopy].
  VectorGridCopy copy() {
    return copy;
  }
}
