package dev.adjoint.kernel.attention;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.matmul.DoubleMatrix;
import dev.adjoint.kernel.reduce.DoubleReduce;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Attention for one head in F64, as the package defines it.
final class DoubleAttention {
  /// The number of queries of a block, see the package.
  static final int BLOCK = 64;

  /// The number of keys of a block, see the package.
  static final int KEYS = 512;

  private final DoubleMatrix q;
  private final DoubleMatrix k;
  private final DoubleMatrix v;
  private final @Nullable DoubleMatrix mask;
  private final boolean causal;
  private final double scale;
  private final int queries;
  private final int keys;
  private final int width;
  private final int values;

  /// The head with index n.
  DoubleAttention(View q, View k, View v, @Nullable View mask, AttentionOptions how, int n) {
    int rank = q.sizes().length;
    this.q = DoubleMatrix.of(q, n);
    this.k = DoubleMatrix.of(k, n);
    this.v = DoubleMatrix.of(v, n);
    this.mask = mask == null ? null : DoubleMatrix.of(mask, n);
    this.causal = how.causal();
    this.scale = how.scale();
    this.queries = q.sizes()[rank - 2];
    this.keys = k.sizes()[rank - 2];
    this.width = q.sizes()[rank - 1];
    this.values = v.sizes()[rank - 1];
  }

  void value(DoubleMatrix y, double[] logSum, int at) {
    double[] e = new double[keys];
    for (int i = 0; i < queries; i++) {
      int seen = scores(i, e);
      double max = DoubleReduce.run(Reduction.MAXIMUM, e, 0, seen);
      boolean seesNone = max == Double.NEGATIVE_INFINITY;
      double shift = seesNone ? 0 : max;
      for (int j = 0; j < seen; j++) {
        e[j] = StrictMath.exp(e[j] - shift);
      }
      double sum = DoubleReduce.run(Reduction.SUM, e, 0, seen);
      for (int c = 0; c < values; c++) {
        double products = overKeys(e, v, c, seen);
        y.set(i, c, products / (seesNone ? 1 : sum) + 0);
      }
      logSum[at + i] = seesNone ? Double.POSITIVE_INFINITY : max + StrictMath.log(sum);
    }
  }

  void gradient(
      DoubleMatrix g,
      DoubleMatrix y,
      double[] logSum,
      int at,
      DoubleMatrix dq,
      DoubleMatrix dk,
      DoubleMatrix dv) {
    clear(dk, width);
    clear(dv, values);
    double[] p = new double[keys];
    double[] z = new double[keys];
    double[] keySums = new double[keys * width];
    double[] valueSums = new double[keys * values];
    for (int i = 0; i < queries; i++) {
      int seen = scores(i, p);
      double d = 0;
      for (int c = 0; c < values; c++) {
        d = Math.fma(g.at(i, c), y.at(i, c), d);
      }
      for (int j = 0; j < seen; j++) {
        p[j] = StrictMath.exp(p[j] - logSum[at + i]);
        double chain = 0;
        for (int c = 0; c < values; c++) {
          chain = Math.fma(g.at(i, c), v.at(j, c), chain);
        }
        z[j] = p[j] * (chain - d) * scale;
      }
      spread(i, seen, z, dq, keySums);
      for (int j = 0; j < seen; j++) {
        for (int c = 0; c < values; c++) {
          int offset = j * values + c;
          valueSums[offset] = Math.fma(p[j], g.at(i, c), valueSums[offset]);
        }
      }
      if (i % BLOCK == BLOCK - 1 || i == queries - 1) {
        add(keySums, dk, width);
        add(valueSums, dv, values);
      }
    }
  }

  /// Adds the contribution of one query to the gradients of queries and keys.
  private void spread(int i, int seen, double[] z, DoubleMatrix dq, double[] keySums) {
    for (int c = 0; c < width; c++) {
      for (int j = 0; j < seen; j++) {
        int at = j * width + c;
        keySums[at] = Math.fma(z[j], q.at(i, c), keySums[at]);
      }
      dq.set(i, c, overKeys(z, k, c, seen) + 0);
    }
  }

  /// `Σ a[j]·x[j, c]` over the keys: each block is one chain, and the blocks are added in order.
  private static double overKeys(double[] a, DoubleMatrix x, int c, int seen) {
    double sum = 0;
    for (int from = 0; from < seen; from += KEYS) {
      double chain = 0;
      for (int j = from; j < Math.min(seen, from + KEYS); j++) {
        chain = Math.fma(a[j], x.at(j, c), chain);
      }
      sum = from == 0 ? chain : sum + chain;
    }
    return sum;
  }

  /// Computes the scores of query i; returns the number of keys it sees.
  private int scores(int i, double[] s) {
    int seen = causal ? Math.min(keys, i + 1) : keys;
    for (int j = 0; j < seen; j++) {
      double chain = 0;
      for (int c = 0; c < width; c++) {
        chain = Math.fma(q.at(i, c), k.at(j, c), chain);
      }
      double scaled = chain * scale;
      s[j] = mask == null ? scaled : scaled + mask.at(i, j);
    }
    return seen;
  }

  /// Adds the sums of a block of queries to the gradient of the keys or values, and clears them.
  private void add(double[] sums, DoubleMatrix x, int columns) {
    for (int j = 0; j < keys; j++) {
      for (int c = 0; c < columns; c++) {
        x.set(j, c, x.at(j, c) + sums[j * columns + c]);
      }
    }
    Arrays.fill(sums, 0);
  }

  private void clear(DoubleMatrix x, int columns) {
    for (int j = 0; j < keys; j++) {
      for (int c = 0; c < columns; c++) {
        x.set(j, c, 0);
      }
    }
  }
}
