package dev.adjoint.kernel.pooling;

import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Pieces;

/// Average pooling for F32 and F64; each plane is one piece of work.
public final class ScalarAveragePool {
  /// The largest window whose elements are one chain of additions.
  private static final int CHAIN = 64;

  private ScalarAveragePool() {}

  /// Whether each row of a window is summed by itself, so that large windows keep their accuracy.
  static boolean sumsByRow(PoolWindows w) {
    return (long) w.kernelHeight() * w.kernelWidth() > CHAIN;
  }

  public static void run(PoolWindows w, boolean countPadding, int divisor, View x, View y) {
    Pieces.run(
        w.planes(),
        w.outPlane() * w.kernelHeight() * w.kernelWidth(),
        (from, to) -> {
          for (int p = from; p < to; p++) {
            int xo = x.offset() + p * w.plane();
            int yo = y.offset() + p * w.outPlane();
            switch (x.storage()) {
              case Floats(float[] xs) -> {
                float[] ys = ((Floats) y.storage()).array();
                FloatAveragePool.plane(w, countPadding, divisor, xs, xo, ys, yo);
              }
              case Doubles(double[] xs) -> {
                double[] ys = ((Doubles) y.storage()).array();
                DoubleAveragePool.plane(w, countPadding, divisor, xs, xo, ys, yo);
              }
              default -> throw Unsupported.function("average pool", x.storage());
            }
          }
        });
  }

  public static void spread(PoolWindows w, boolean countPadding, int divisor, View g, View gx) {
    Pieces.run(
        w.planes(),
        w.plane() + w.outPlane() * w.kernelHeight() * w.kernelWidth(),
        (from, to) -> {
          for (int p = from; p < to; p++) {
            int go = g.offset() + p * w.outPlane();
            int xo = gx.offset() + p * w.plane();
            switch (g.storage()) {
              case Floats(float[] gs) -> {
                float[] gxs = ((Floats) gx.storage()).array();
                FloatAveragePool.spread(w, countPadding, divisor, gs, go, gxs, xo);
              }
              case Doubles(double[] gs) -> {
                double[] gxs = ((Doubles) gx.storage()).array();
                DoubleAveragePool.spread(w, countPadding, divisor, gs, go, gxs, xo);
              }
              default -> throw Unsupported.function("average pool", g.storage());
            }
          }
        });
  }

  /// The divisor of the sum over the window that begins at this row and column.
  static int number(PoolWindows w, boolean countPadding, int divisor, int top, int left) {
    if (divisor != 0) {
      return divisor;
    }
    int bottom = Math.min(top + w.kernelHeight(), w.height() + w.paddingHeight());
    int right = Math.min(left + w.kernelWidth(), w.width() + w.paddingWidth());
    if (countPadding) {
      return (bottom - top) * (right - left);
    }
    return (Math.min(bottom, w.height()) - Math.max(top, 0))
        * (Math.min(right, w.width()) - Math.max(left, 0));
  }
}
