package dev.adjoint.kernel.pooling;

import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Pieces;
import java.util.Arrays;

/// Max pooling for F32 and F64, and its transpose, which is the same for all windows. Each plane is
/// one piece of work.
public final class ScalarMaxPool {
  private ScalarMaxPool() {}

  public static void run(PoolWindows w, View x, View y, View indices) {
    int[] at = ((Ints) indices.storage()).array();
    Pieces.run(
        w.planes(),
        w.outPlane() * w.kernelHeight() * w.kernelWidth(),
        (from, to) -> {
          for (int p = from; p < to; p++) {
            int xo = x.offset() + p * w.plane();
            int yo = y.offset() + p * w.outPlane();
            int po = indices.offset() + p * w.outPlane();
            switch (x.storage()) {
              case Floats(float[] xs) ->
                  FloatMaxPool.plane(w, xs, xo, ((Floats) y.storage()).array(), yo, at, po);
              case Doubles(double[] xs) ->
                  DoubleMaxPool.plane(w, xs, xo, ((Doubles) y.storage()).array(), yo, at, po);
              default -> throw Unsupported.function("max pool", x.storage());
            }
          }
        });
  }

  public static void scatter(PoolWindows w, View g, View indices, View gx) {
    int[] at = ((Ints) indices.storage()).array();
    Pieces.run(
        w.planes(),
        w.plane() + w.outPlane(),
        (from, to) -> {
          for (int p = from; p < to; p++) {
            int go = g.offset() + p * w.outPlane();
            int po = indices.offset() + p * w.outPlane();
            int xo = gx.offset() + p * w.plane();
            switch (g.storage()) {
              case Floats(float[] gs) ->
                  scatter(w, gs, go, at, po, ((Floats) gx.storage()).array(), xo);
              case Doubles(double[] gs) ->
                  scatter(w, gs, go, at, po, ((Doubles) gx.storage()).array(), xo);
              default -> throw Unsupported.function("max pool", g.storage());
            }
          }
        });
  }

  private static void scatter(
      PoolWindows w, float[] g, int go, int[] indices, int po, float[] gx, int xo) {
    if (w.plane() == 0) {
      return;
    }
    Arrays.fill(gx, xo, xo + w.plane(), 0);
    for (int i = 0; i < w.outPlane(); i++) {
      gx[xo + indices[po + i]] += g[go + i];
    }
  }

  private static void scatter(
      PoolWindows w, double[] g, int go, int[] indices, int po, double[] gx, int xo) {
    if (w.plane() == 0) {
      return;
    }
    Arrays.fill(gx, xo, xo + w.plane(), 0);
    for (int i = 0; i < w.outPlane(); i++) {
      gx[xo + indices[po + i]] += g[go + i];
    }
  }

  public static void pick(PoolWindows w, View x, View indices, View y) {
    int[] at = ((Ints) indices.storage()).array();
    Pieces.run(
        w.planes(),
        w.outPlane(),
        (from, to) -> {
          for (int i = from * w.outPlane(); i < to * w.outPlane(); i++) {
            int index = x.offset() + i / w.outPlane() * w.plane() + at[indices.offset() + i];
            switch (x.storage()) {
              case Floats(float[] xs) -> ((Floats) y.storage()).array()[y.offset() + i] = xs[index];
              case Doubles(double[] xs) ->
                  ((Doubles) y.storage()).array()[y.offset() + i] = xs[index];
              default -> throw Unsupported.function("max pool", x.storage());
            }
          }
        });
  }
}
