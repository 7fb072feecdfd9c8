package dev.adjoint.kernel.attention;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.math.FloatMath;
import dev.adjoint.kernel.matmul.FloatMatrix;
import dev.adjoint.kernel.reduce.FloatReduce;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Attention for one head in F32, as the package defines it.
final class FloatAttention {
  /// The number of queries of a block, see the package.
  static final int BLOCK = 64;

  /// The number of keys of a block, see the package.
  static final int KEYS = 512;

  private final FloatMatrix q;
  private final FloatMatrix k;
  private final FloatMatrix v;
  private final @Nullable FloatMatrix mask;
  private final boolean causal;
  private final float scale;
  private final int queries;
  private final int keys;
  private final int width;
  private final int values;

  /// The head with index n.
  FloatAttention(View q, View k, View v, @Nullable View mask, AttentionOptions how, int n) {
    int rank = q.sizes().length;
    this.q = FloatMatrix.of(q, n);
    this.k = FloatMatrix.of(k, n);
    this.v = FloatMatrix.of(v, n);
    this.mask = mask == null ? null : FloatMatrix.of(mask, n);
    this.causal = how.causal();
    this.scale = (float) how.scale();
    this.queries = q.sizes()[rank - 2];
    this.keys = k.sizes()[rank - 2];
    this.width = q.sizes()[rank - 1];
    this.values = v.sizes()[rank - 1];
  }

  void value(FloatMatrix y, float[] logSum, int at) {
    float[] e = new float[keys];
    for (int i = 0; i < queries; i++) {
      int seen = scores(i, e);
      float max = FloatReduce.run(Reduction.MAXIMUM, e, 0, seen);
      boolean seesNone = max == Float.NEGATIVE_INFINITY;
      float shift = seesNone ? 0 : max;
      for (int j = 0; j < seen; j++) {
        e[j] = FloatMath.exp(e[j] - shift);
      }
      float sum = FloatReduce.run(Reduction.SUM, e, 0, seen);
      for (int c = 0; c < values; c++) {
        float products = overKeys(e, v, c, seen);
        y.set(i, c, products / (seesNone ? 1 : sum) + 0f);
      }
      logSum[at + i] = seesNone ? Float.POSITIVE_INFINITY : max + FloatMath.log(sum);
    }
  }

  void gradient(
      FloatMatrix g,
      FloatMatrix y,
      float[] logSum,
      int at,
      FloatMatrix dq,
      FloatMatrix dk,
      FloatMatrix dv) {
    clear(dk, width);
    clear(dv, values);
    float[] p = new float[keys];
    float[] z = new float[keys];
    float[] keySums = new float[keys * width];
    float[] valueSums = new float[keys * values];
    for (int i = 0; i < queries; i++) {
      int seen = scores(i, p);
      float d = 0;
      for (int c = 0; c < values; c++) {
        d = Math.fma(g.at(i, c), y.at(i, c), d);
      }
      for (int j = 0; j < seen; j++) {
        p[j] = FloatMath.exp(p[j] - logSum[at + i]);
        float chain = 0f;
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
  private void spread(int i, int seen, float[] z, FloatMatrix dq, float[] keySums) {
    for (int c = 0; c < width; c++) {
      for (int j = 0; j < seen; j++) {
        int at = j * width + c;
        keySums[at] = Math.fma(z[j], q.at(i, c), keySums[at]);
      }
      dq.set(i, c, overKeys(z, k, c, seen) + 0f);
    }
  }

  /// `Σ a[j]·x[j, c]` over the keys: each block is one chain, and the blocks are added in order.
  private static float overKeys(float[] a, FloatMatrix x, int c, int seen) {
    float sum = 0f;
    for (int from = 0; from < seen; from += KEYS) {
      float chain = 0f;
      for (int j = from; j < Math.min(seen, from + KEYS); j++) {
        chain = Math.fma(a[j], x.at(j, c), chain);
      }
      sum = from == 0 ? chain : sum + chain;
    }
    return sum;
  }

  /// Computes the scores of query i; returns the number of keys it sees.
  private int scores(int i, float[] s) {
    int seen = causal ? Math.min(keys, i + 1) : keys;
    for (int j = 0; j < seen; j++) {
      float chain = 0f;
      for (int c = 0; c < width; c++) {
        chain = Math.fma(q.at(i, c), k.at(j, c), chain);
      }
      float scaled = chain * scale;
      s[j] = mask == null ? scaled : scaled + mask.at(i, j);
    }
    return seen;
  }

  /// Adds the sums of a block of queries to the gradient of the keys or values, and clears them.
  private void add(float[] sums, FloatMatrix x, int columns) {
    for (int j = 0; j < keys; j++) {
      for (int c = 0; c < columns; c++) {
        x.set(j, c, x.at(j, c) + sums[j * columns + c]);
      }
    }
    Arrays.fill(sums, 0);
  }

  private void clear(FloatMatrix x, int columns) {
    for (int j = 0; j < keys; j++) {
      for (int c = 0; c < columns; c++) {
        x.set(j, c, 0f);
      }
    }
  }
}
