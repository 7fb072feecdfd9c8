package dev.adjoint.kernel.convolution.depthwise;

import static dev.adjoint.kernel.convolution.depthwise.VectorDepthwiseTiles.LANES;
import static dev.adjoint.kernel.convolution.depthwise.VectorDepthwiseTiles.REACH;
import static dev.adjoint.kernel.convolution.depthwise.VectorDepthwiseTiles.SPECIES;
import static dev.adjoint.kernel.convolution.depthwise.VectorDepthwiseTiles.ZEROS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The innermost loop of the gradient of a depthwise 3×3 convolution at stride 2 for its image.
///
/// Each element of g contributes to 3×3 elements of the image. So rows of the image that receive
/// values from one row of g alternate with rows that receive values from two rows of g. The same
/// holds for columns. The loop processes a strip of g one vector wide from top to bottom. Each row
/// of g gives one image row of each kind. Even and odd columns are interleaved.
final class VectorDepthwiseSpreadTiles {
  private static final FloatVector ZIP_LOW = zip(0);
  private static final FloatVector ZIP_HIGH = zip(LANES / 2);

  private VectorDepthwiseSpreadTiles() {}

  /// The indices that interleave two vectors, as lanes of both counted through, from lane `first`
  /// on.
  private static FloatVector zip(int first) {
    float[] lanes = new float[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      lanes[lane] = first + lane / 2 + lane % 2 * LANES;
    }
    return FloatVector.fromArray(SPECIES, lanes, 0);
  }

  /// Computes `planes` channels of y, each of `rows` rows and `columns` columns, from those of g,
  /// each of `height` rows and `width` columns. The first row of the kernel connects row `2·r −
  /// top` of y with row r of g. The first column of the kernel connects column `2·c + 1` of y with
  /// column `c + after` of g.
  static void run(
      float[] w,
      int wStart,
      float[] g,
      int gStart,
      int height,
      int width,
      int top,
      int after,
      float[] y,
      int yStart,
      int planes,
      int rows,
      int columns) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int column = 0; column < columns; column += 2 * LANES) {
      int begin = column / 2 + after;
      boolean whole = column + 2 * LANES <= columns;
      VectorMask<Float> low =
          VectorMask.fromLong(SPECIES, VectorDepthwiseTiles.lanes(column, 1, columns));
      VectorMask<Float> high =
          VectorMask.fromLong(SPECIES, VectorDepthwiseTiles.lanes(column + LANES, 1, columns));
      VectorMask<Float> in0 =
          VectorMask.fromLong(SPECIES, VectorDepthwiseTiles.lanes(begin, 1, width));
      VectorMask<Float> in1 =
          VectorMask.fromLong(SPECIES, VectorDepthwiseTiles.lanes(begin - 1, 1, width));
      for (int p = 0; p < planes; p++) {
        int k = wStart + 9 * p;
        FloatVector w0 = FloatVector.broadcast(SPECIES, w[k]);
        FloatVector w1 = FloatVector.broadcast(SPECIES, w[k + 1]);
        FloatVector w2 = FloatVector.broadcast(SPECIES, w[k + 2]);
        FloatVector w3 = FloatVector.broadcast(SPECIES, w[k + 3]);
        FloatVector w4 = FloatVector.broadcast(SPECIES, w[k + 4]);
        FloatVector w5 = FloatVector.broadcast(SPECIES, w[k + 5]);
        FloatVector w6 = FloatVector.broadcast(SPECIES, w[k + 6]);
        FloatVector w7 = FloatVector.broadcast(SPECIES, w[k + 7]);
        FloatVector w8 = FloatVector.broadcast(SPECIES, w[k + 8]);
        int plane = gStart + p * height * width + begin;
        int to = yStart + p * rows * columns + column;
        FloatVector above0 = zero;
        FloatVector above1 = zero;
        for (int row = Math.floorDiv(top, 2) - 1; 2 * row - top < rows; row++) {
          boolean inside = row >= 0 && row < height;
          float[] from = inside ? g : ZEROS;
          int at = inside ? plane + row * width : REACH;
          FloatVector v0 = zero.blend(FloatVector.fromArray(SPECIES, from, at), in0);
          FloatVector v1 = zero.blend(FloatVector.fromArray(SPECIES, from, at - 1), in1);
          int twice = 2 * row - top;
          if (twice >= 0) {
            FloatVector even = w7.fma(above1, w1.fma(v1, zero));
            FloatVector odd = w2.fma(v1, w0.fma(v0, zero));
            odd = w8.fma(above1, w6.fma(above0, odd));
            int target = to + twice * columns;
            if (whole) {
              ZIP_LOW.selectFrom(even, odd).intoArray(y, target);
              ZIP_HIGH.selectFrom(even, odd).intoArray(y, target + LANES);
            } else {
              ZIP_LOW.selectFrom(even, odd).intoArray(y, target, low);
              ZIP_HIGH.selectFrom(even, odd).intoArray(y, target + LANES, high);
            }
          }
          if (twice + 1 >= 0 && twice + 1 < rows) {
            FloatVector even = w4.fma(v1, zero);
            FloatVector odd = w5.fma(v1, w3.fma(v0, zero));
            int target = to + (twice + 1) * columns;
            if (whole) {
              ZIP_LOW.selectFrom(even, odd).intoArray(y, target);
              ZIP_HIGH.selectFrom(even, odd).intoArray(y, target + LANES);
            } else {
              ZIP_LOW.selectFrom(even, odd).intoArray(y, target, low);
              ZIP_HIGH.selectFrom(even, odd).intoArray(y, target + LANES, high);
            }
          }
          above0 = v0;
          above1 = v1;
        }
      }
    }
  }
}
