package dev.adjoint.kernel.convolution.winograd;

import static dev.adjoint.kernel.convolution.winograd.Winograd.A;
import static dev.adjoint.kernel.convolution.winograd.Winograd.A2;
import static dev.adjoint.kernel.convolution.winograd.Winograd.AT_A;
import static dev.adjoint.kernel.convolution.winograd.Winograd.AT_B;
import static dev.adjoint.kernel.convolution.winograd.Winograd.AT_ZERO;
import static dev.adjoint.kernel.convolution.winograd.Winograd.B;
import static dev.adjoint.kernel.convolution.winograd.Winograd.B2;
import static dev.adjoint.kernel.convolution.winograd.Winograd.SEEN;
import static dev.adjoint.kernel.convolution.winograd.Winograd.TILE;
import static dev.adjoint.kernel.convolution.winograd.Winograd.VALUES;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;

/// The definition of the gradient for the weight by [Winograd], including the order of rounding.
public final class ScalarWinogradWeight {
  /// The number of outputs whose sums are computed together over the same tiles of x.
  private static final int TOGETHER = 8;

  private final WinogradSizes s;
  private final float[] g;
  private final int gStart;
  private final float[] x;
  private final int xStart;
  private final float[] dw;
  private final int dwStart;
  private final DirectWeightTiles direct;

  private ScalarWinogradWeight(WinogradSizes s, View g, View x, View dw, DirectWeightTiles direct) {
    this.direct = direct;
    this.s = s;
    this.g = ((Storage.Floats) g.storage()).array();
    gStart = g.offset();
    this.x = ((Storage.Floats) x.storage()).array();
    xStart = x.offset();
    this.dw = ((Storage.Floats) dw.storage()).array();
    dwStart = dw.offset();
  }

  public static void run(WinogradSizes s, View g, View x, View dw, DirectWeightTiles direct) {
    ScalarWinogradWeight one = new ScalarWinogradWeight(s, g, x, dw, direct);
    Workers.run(Math.ceilDiv(s.outputs(), TOGETHER), piece -> one.outputs(piece * TOGETHER));
    direct.add(g, x, dw);
  }

  private void outputs(int from) {
    int count = Math.min(TOGETHER, s.outputs() - from);
    float[] totals = new float[count * s.channels() * VALUES];
    int length = Winograd.runLength(s);
    for (int first = 0; first < s.images(); first += length) {
      float[] sums = run(first, Math.min(s.images(), first + length), from, count);
      for (int i = 0; i < sums.length; i++) {
        totals[i] = first == 0 ? sums[i] : totals[i] + sums[i];
      }
    }
    for (int o = 0; o < count; o++) {
      for (int c = 0; c < s.channels(); c++) {
        store(totals, (o * s.channels() + c) * VALUES, s.weightAt(from + o, c, 0));
      }
    }
  }

  /// Computes the sums of a run of images for some outputs: the sums of its blocks, added from the
  /// first to the last.
  private float[] run(int first, int end, int from, int count) {
    float[] sums = new float[count * s.channels() * VALUES];
    float[] block = new float[sums.length];
    int images = Winograd.blockImages(s);
    int rows = Winograd.blockRows(s);
    for (int n = first; n < end; n += images) {
      for (int top = 0; top < s.down(); top += rows) {
        Arrays.fill(block, 0);
        for (int image = n; image < Math.min(end, n + images); image++) {
          for (int down = top; down < Math.min(s.down(), top + rows); down++) {
            row(image, down, from, count, block);
          }
        }
        for (int i = 0; i < sums.length; i++) {
          sums[i] = n == first && top == 0 ? block[i] : sums[i] + block[i];
        }
      }
    }
    return sums;
  }

  /// Adds the contribution of a row of tiles.
  private void row(int n, int down, int from, int count, float[] sums) {
    float[] square = new float[VALUES];
    float[] half = new float[VALUES];
    float[] seen = new float[s.channels() * VALUES];
    float[] made = new float[VALUES];
    int top = down * TILE;
    for (int left = 0; left < s.outWidth(); left += TILE) {
      if (direct.leavesOut(n, down, left / TILE)) {
        continue;
      }
      for (int c = 0; c < s.channels(); c++) {
        int channel = xStart + (n * s.channels() + c) * s.area();
        load(x, channel, s.height(), s.width(), top - s.top(), left - s.left(), SEEN, square);
        ScalarWinograd.image(square, half, seen, c * VALUES);
      }
      for (int o = 0; o < count; o++) {
        int output = gStart + (n * s.outputs() + from + o) * s.outArea();
        load(g, output, s.outHeight(), s.outWidth(), top, left, TILE, square);
        for (int j = 0; j < TILE; j++) {
          gradient(square, j, TILE, half, j, TILE);
        }
        for (int i = 0; i < SEEN; i++) {
          gradient(half, i * TILE, 1, made, i * SEEN, 1);
        }
        for (int c = 0; c < s.channels(); c++) {
          int to = (o * s.channels() + c) * VALUES;
          for (int f = 0; f < VALUES; f++) {
            sums[to + f] = Math.fma(seen[c * VALUES + f], made[f], sums[to + f]);
          }
        }
      }
    }
  }

  /// Loads a square of an image from (top, left) on, with zeros outside the image.
  private static void load(
      float[] from, int start, int height, int width, int top, int left, int size, float[] square) {
    for (int i = 0; i < size * size; i++) {
      int h = top + i / size;
      int column = left + i % size;
      boolean inside = h >= 0 && h < height && column >= 0 && column < width;
      square[i] = inside ? from[start + h * width + column] : 0;
    }
  }

  /// `A · g`.
  private static void gradient(float[] g, int from, int step, float[] m, int to, int mStep) {
    float g0 = g[from];
    float g1 = g[from + step];
    float g2 = g[from + 2 * step];
    float g3 = g[from + 3 * step];
    float even = Math.fma(A2, g2, g0);
    float odd = Math.fma(A2, g3, g1);
    float evenB = Math.fma(B2, g2, g0);
    float oddB = Math.fma(B2, g3, g1);
    m[to] = g0;
    m[to + mStep] = Math.fma(A, odd, even);
    m[to + 2 * mStep] = Math.fma(-A, odd, even);
    m[to + 3 * mStep] = Math.fma(B, oddB, evenB);
    m[to + 4 * mStep] = Math.fma(-B, oddB, evenB);
    m[to + 5 * mStep] = g3;
  }

  /// Stores the weights of one kernel.
  private void store(float[] sums, int from, int to) {
    float[] half = new float[3 * SEEN];
    for (int j = 0; j < SEEN; j++) {
      weight(sums, from + j, SEEN, half, j, SEEN);
    }
    for (int i = 0; i < 3; i++) {
      weight(half, i * SEEN, 1, dw, dwStart + to + 3 * i, 1);
    }
  }

  /// `Gᵀ · u`.
  private static void weight(float[] u, int from, int step, float[] w, int to, int wStep) {
    float u1 = u[from + step];
    float u2 = u[from + 2 * step];
    float u3 = u[from + 3 * step];
    float u4 = u[from + 4 * step];
    float even = AT_A * (u1 + u2);
    float odd = AT_A * (u1 - u2);
    float evenB = AT_B * (u3 + u4);
    float oddB = AT_B * (u3 - u4);
    w[to] = Math.fma(AT_ZERO, u[from], even + evenB);
    w[to + wStep] = Math.fma(A, odd, B * oddB);
    w[to + 2 * wStep] = Math.fma(A2, even, Math.fma(B2, evenB, u[from + 5 * step]));
  }
}
