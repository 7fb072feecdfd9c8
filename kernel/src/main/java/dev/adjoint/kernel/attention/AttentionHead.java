package dev.adjoint.kernel.attention;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.matmul.FloatMatrix;
import org.jspecify.annotations.Nullable;

/// One head of an F32 attention: its matrices and attributes.
record AttentionHead(
    FloatMatrix q,
    FloatMatrix k,
    FloatMatrix v,
    @Nullable FloatMatrix mask,
    boolean causal,
    float scale,
    int queries,
    int keys,
    int width,
    int values) {

  /// The head with index n.
  static AttentionHead of(
      View q, View k, View v, @Nullable View mask, AttentionOptions how, int n) {
    int rank = q.sizes().length;
    return new AttentionHead(
        FloatMatrix.of(q, n),
        FloatMatrix.of(k, n),
        FloatMatrix.of(v, n),
        mask == null ? null : FloatMatrix.of(mask, n),
        how.causal(),
        (float) how.scale(),
        q.sizes()[rank - 2],
        k.sizes()[rank - 2],
        q.sizes()[rank - 1],
        v.sizes()[rank - 1]);
  }

  /// The number of keys that query i sees.
  int seen(int i) {
    return causal ? Math.min(keys, i + 1) : keys;
  }
}
