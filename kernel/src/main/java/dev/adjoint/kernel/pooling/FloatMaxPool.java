package dev.adjoint.kernel.pooling;

import dev.adjoint.kernel.PoolWindows;

/// Largest elements of the windows of an F32 plane: the definition.
final class FloatMaxPool {
  private FloatMaxPool() {}

  static void plane(PoolWindows w, float[] x, int xo, float[] y, int yo, int[] indices, int po) {
    for (int i = 0; i < w.outHeight(); i++) {
      for (int j = 0; j < w.outWidth(); j++) {
        window(w, i, j, x, xo, y, yo + i * w.outWidth() + j, indices, po + i * w.outWidth() + j);
      }
    }
  }

  static void window(
      PoolWindows w, int i, int j, float[] x, int xo, float[] y, int yo, int[] indices, int po) {
    int rowStart = i * w.strideHeight() - w.paddingHeight();
    int columnStart = j * w.strideWidth() - w.paddingWidth();
    float largest = Float.NEGATIVE_INFINITY;
    int index = -1;
    for (int k = 0; k < w.kernelHeight(); k++) {
      int row = rowStart + k * w.dilationHeight();
      for (int l = 0; l < w.kernelWidth(); l++) {
        int column = columnStart + l * w.dilationWidth();
        if (row >= 0 && row < w.height() && column >= 0 && column < w.width()) {
          int at = row * w.width() + column;
          float value = x[xo + at];
          if (index < 0 || value > largest || Float.isNaN(value)) {
            largest = value;
            index = at;
          }
        }
      }
    }
    y[yo] = largest;
    indices[po] = Math.max(index, 0);
  }
}
