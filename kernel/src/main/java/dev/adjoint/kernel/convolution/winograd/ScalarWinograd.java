package dev.adjoint.kernel.convolution.winograd;

import static dev.adjoint.kernel.convolution.winograd.Winograd.A;
import static dev.adjoint.kernel.convolution.winograd.Winograd.A2;
import static dev.adjoint.kernel.convolution.winograd.Winograd.A3;
import static dev.adjoint.kernel.convolution.winograd.Winograd.AT_A;
import static dev.adjoint.kernel.convolution.winograd.Winograd.AT_B;
import static dev.adjoint.kernel.convolution.winograd.Winograd.AT_ZERO;
import static dev.adjoint.kernel.convolution.winograd.Winograd.B;
import static dev.adjoint.kernel.convolution.winograd.Winograd.B2;
import static dev.adjoint.kernel.convolution.winograd.Winograd.B3;
import static dev.adjoint.kernel.convolution.winograd.Winograd.PRODUCT;
import static dev.adjoint.kernel.convolution.winograd.Winograd.SEEN;
import static dev.adjoint.kernel.convolution.winograd.Winograd.SUM;
import static dev.adjoint.kernel.convolution.winograd.Winograd.TILE;
import static dev.adjoint.kernel.convolution.winograd.Winograd.VALUES;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The definition of the results of [Winograd], including the order of rounding.
public final class ScalarWinograd {
  private final WinogradSizes s;
  private final float[] x;
  private final int xStart;
  private final float[] w;
  private final int wStart;
  private final @Nullable View bias;
  private final float[] y;
  private final int yStart;
  private final float[] kernels;

  private ScalarWinograd(WinogradSizes s, View x, View weight, @Nullable View bias, View y) {
    this.s = s;
    this.x = ((Storage.Floats) x.storage()).array();
    xStart = x.offset();
    w = ((Storage.Floats) weight.storage()).array();
    wStart = weight.offset();
    this.bias = bias;
    this.y = ((Storage.Floats) y.storage()).array();
    yStart = y.offset();
    kernels = new float[s.outputs() * s.channels() * VALUES];
  }

  public static void run(WinogradSizes s, View x, View weight, @Nullable View bias, View y) {
    ScalarWinograd one = new ScalarWinograd(s, x, weight, bias, y);
    Workers.run(s.outputs(), one::kernels);
    Workers.run(s.images() * s.down(), row -> one.row(row / s.down(), row % s.down()));
  }

  /// Computes the values of the kernels of output `o`.
  private void kernels(int o) {
    float[] half = new float[SEEN * 3];
    for (int c = 0; c < s.channels(); c++) {
      for (int j = 0; j < 3; j++) {
        kernel(weight(o, c, j), weight(o, c, 3 + j), weight(o, c, 6 + j), half, j, 3);
      }
      int to = (o * s.channels() + c) * VALUES;
      for (int i = 0; i < SEEN; i++) {
        int at = i * 3;
        kernel(half[at], half[at + 1], half[at + 2], kernels, to + i * SEEN, 1);
      }
    }
  }

  private float weight(int o, int c, int t) {
    return w[wStart + s.weightAt(o, c, t)];
  }

  /// `G · w`.
  private static void kernel(float w0, float w1, float w2, float[] v, int to, int step) {
    float even = Math.fma(A2, w2, w0);
    float evenB = Math.fma(B2, w2, w0);
    v[to] = AT_ZERO * w0;
    v[to + step] = AT_A * Math.fma(A, w1, even);
    v[to + 2 * step] = AT_A * Math.fma(-A, w1, even);
    v[to + 3 * step] = AT_B * Math.fma(B, w1, evenB);
    v[to + 4 * step] = AT_B * Math.fma(-B, w1, evenB);
    v[to + 5 * step] = w2;
  }

  /// Computes one row of tiles.
  private void row(int n, int down) {
    float[] seen = new float[VALUES];
    float[] half = new float[VALUES];
    float[] image = new float[s.channels() * VALUES];
    float[] sums = new float[VALUES];
    float[] rows = new float[TILE * SEEN];
    float[] results = new float[TILE * TILE];
    for (int across = 0; across < s.across(); across++) {
      for (int c = 0; c < s.channels(); c++) {
        load(n, c, down * TILE - s.top(), across * TILE - s.left(), seen);
        image(seen, half, image, c * VALUES);
      }
      for (int o = 0; o < s.outputs(); o++) {
        Arrays.fill(sums, 0);
        for (int c = 0; c < s.channels(); c++) {
          int from = (o * s.channels() + c) * VALUES;
          for (int f = 0; f < VALUES; f++) {
            sums[f] = Math.fma(image[c * VALUES + f], kernels[from + f], sums[f]);
          }
        }
        for (int j = 0; j < SEEN; j++) {
          result(sums, j, SEEN, rows, j, SEEN);
        }
        for (int i = 0; i < TILE; i++) {
          result(rows, i * SEEN, 1, results, i * TILE, 1);
        }
        store(n, o, down * TILE, across * TILE, results);
      }
    }
  }

  private void load(int n, int c, int top, int left, float[] seen) {
    for (int i = 0; i < VALUES; i++) {
      int h = top + i / SEEN;
      int column = left + i % SEEN;
      boolean inside = h >= 0 && h < s.height() && column >= 0 && column < s.width();
      int at = xStart + (n * s.channels() + c) * s.area() + h * s.width() + column;
      seen[i] = inside ? x[at] : 0;
    }
  }

  /// `Bᵀ · d · B`; intermediate values go to `half`.
  static void image(float[] d, float[] half, float[] u, int to) {
    for (int j = 0; j < SEEN; j++) {
      image(d, j, SEEN, half, j, SEEN);
    }
    for (int i = 0; i < SEEN; i++) {
      image(half, i * SEEN, 1, u, to + i * SEEN, 1);
    }
  }

  /// `Bᵀ · d`.
  private static void image(float[] d, int from, int step, float[] u, int to, int uStep) {
    float d0 = d[from];
    float d1 = d[from + step];
    float d2 = d[from + 2 * step];
    float d3 = d[from + 3 * step];
    float d4 = d[from + 4 * step];
    float d5 = d[from + 5 * step];
    float even = Math.fma(-B2, d2, d4);
    float odd = Math.fma(-B2, d1, d3);
    float evenB = Math.fma(-A2, d2, d4);
    float oddB = Math.fma(-A2, d1, d3);
    u[to] = Math.fma(PRODUCT, d0, Math.fma(-SUM, d2, d4));
    u[to + uStep] = Math.fma(A, odd, even);
    u[to + 2 * uStep] = Math.fma(-A, odd, even);
    u[to + 3 * uStep] = Math.fma(B, oddB, evenB);
    u[to + 4 * uStep] = Math.fma(-B, oddB, evenB);
    u[to + 5 * uStep] = Math.fma(PRODUCT, d1, Math.fma(-SUM, d3, d5));
  }

  /// `Aᵀ · m`.
  private static void result(float[] m, int from, int step, float[] y, int to, int yStep) {
    float m1 = m[from + step];
    float m2 = m[from + 2 * step];
    float m3 = m[from + 3 * step];
    float m4 = m[from + 4 * step];
    float even = m1 + m2;
    float odd = m1 - m2;
    float evenB = m3 + m4;
    float oddB = m3 - m4;
    y[to] = m[from] + (even + evenB);
    y[to + yStep] = Math.fma(A, odd, B * oddB);
    y[to + 2 * yStep] = Math.fma(A2, even, B2 * evenB);
    y[to + 3 * yStep] = Math.fma(A3, odd, Math.fma(B3, oddB, m[from + 5 * step]));
  }

  private void store(int n, int o, int top, int left, float[] results) {
    int to = yStart + (n * s.outputs() + o) * s.outArea();
    for (int i = 0; i < TILE * TILE; i++) {
      int h = top + i / TILE;
      int column = left + i % TILE;
      if (h < s.outHeight() && column < s.outWidth()) {
        float value = results[i];
        if (bias != null) {
          value += ((Storage.Floats) bias.storage()).array()[bias.offset() + o];
        }
        y[to + h * s.outWidth() + column] = value;
      }
    }
  }
}
