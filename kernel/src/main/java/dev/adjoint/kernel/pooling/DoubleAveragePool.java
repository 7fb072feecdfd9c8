package dev.adjoint.kernel.pooling;

import dev.adjoint.kernel.PoolWindows;
import java.util.Arrays;

/// Averages of the windows of an F64 plane.
final class DoubleAveragePool {
  private DoubleAveragePool() {}

  static void plane(
      PoolWindows w, boolean countPadding, int divisor, double[] x, int xo, double[] y, int yo) {
    for (int i = 0; i < w.outHeight(); i++) {
      for (int j = 0; j < w.outWidth(); j++) {
        window(w, countPadding, divisor, i, j, x, xo, y, yo + i * w.outWidth() + j);
      }
    }
  }

  static void window(
      PoolWindows w,
      boolean countPadding,
      int divisor,
      int i,
      int j,
      double[] x,
      int xo,
      double[] y,
      int yo) {
    int top = i * w.strideHeight() - w.paddingHeight();
    int left = j * w.strideWidth() - w.paddingWidth();
    int rowFrom = Math.max(top, 0);
    int rowTo = Math.min(top + w.kernelHeight(), w.height());
    int from = Math.max(left, 0);
    int to = Math.min(left + w.kernelWidth(), w.width());
    boolean byRow = ScalarAveragePool.sumsByRow(w);
    double sum = 0;
    for (int row = rowFrom; row < rowTo; row++) {
      double line = byRow ? 0 : sum;
      for (int column = from; column < to; column++) {
        line += x[xo + row * w.width() + column];
      }
      sum = byRow ? sum + line : line;
    }
    boolean empty = rowFrom >= rowTo || from >= to;
    y[yo] = empty ? 0 : sum / ScalarAveragePool.number(w, countPadding, divisor, top, left);
  }

  static void spread(
      PoolWindows w, boolean countPadding, int divisor, double[] g, int go, double[] gx, int xo) {
    Arrays.fill(gx, xo, xo + w.plane(), 0);
    for (int i = 0; i < w.outHeight(); i++) {
      int top = i * w.strideHeight() - w.paddingHeight();
      int rowTo = Math.min(top + w.kernelHeight(), w.height());
      for (int j = 0; j < w.outWidth(); j++) {
        int left = j * w.strideWidth() - w.paddingWidth();
        int to = Math.min(left + w.kernelWidth(), w.width());
        double part =
            g[go + i * w.outWidth() + j]
                / ScalarAveragePool.number(w, countPadding, divisor, top, left);
        for (int row = Math.max(top, 0); row < rowTo; row++) {
          for (int column = Math.max(left, 0); column < to; column++) {
            gx[xo + row * w.width() + column] += part;
          }
        }
      }
    }
  }
}
