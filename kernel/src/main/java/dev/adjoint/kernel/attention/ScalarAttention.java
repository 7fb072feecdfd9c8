package dev.adjoint.kernel.attention;

import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.matmul.DoubleMatrix;
import dev.adjoint.kernel.matmul.FloatMatrix;
import dev.adjoint.kernel.strided.LeadingAxes;
import dev.adjoint.kernel.work.Pieces;
import org.jspecify.annotations.Nullable;

/// Attention for F32 and F64; all threads share the heads.
public final class ScalarAttention {
  private ScalarAttention() {}

  public static void value(
      View q, View k, View v, @Nullable View mask, AttentionOptions how, View y, View logSum) {
    int leading = q.sizes().length - 2;
    int queries = q.sizes()[leading];
    Pieces.run(
        LeadingAxes.count(q, leading),
        weight(q, k),
        (first, end) -> {
          for (int n = first; n < end; n++) {
            int at = logSum.offset() + n * queries;
            switch (logSum.storage()) {
              case Floats(float[] sums) ->
                  new FloatAttention(q, k, v, mask, how, n).value(FloatMatrix.of(y, n), sums, at);
              case Doubles(double[] sums) ->
                  new DoubleAttention(q, k, v, mask, how, n).value(DoubleMatrix.of(y, n), sums, at);
              case Ints _, Longs _, Booleans _, Narrow _ ->
                  throw Unsupported.function("attention", logSum.storage());
            }
          }
        });
  }

  public static void gradient(
      View g,
      View q,
      View k,
      View v,
      @Nullable View mask,
      AttentionOptions how,
      View y,
      View logSum,
      View dq,
      View dk,
      View dv) {
    int leading = q.sizes().length - 2;
    int queries = q.sizes()[leading];
    Pieces.run(
        LeadingAxes.count(q, leading),
        weight(q, k),
        (first, end) -> {
          for (int n = first; n < end; n++) {
            int at = logSum.offset() + n * queries;
            switch (logSum.storage()) {
              case Floats(float[] sums) ->
                  new FloatAttention(q, k, v, mask, how, n)
                      .gradient(
                          FloatMatrix.of(g, n),
                          FloatMatrix.of(y, n),
                          sums,
                          at,
                          FloatMatrix.of(dq, n),
                          FloatMatrix.of(dk, n),
                          FloatMatrix.of(dv, n));
              case Doubles(double[] sums) ->
                  new DoubleAttention(q, k, v, mask, how, n)
                      .gradient(
                          DoubleMatrix.of(g, n),
                          DoubleMatrix.of(y, n),
                          sums,
                          at,
                          DoubleMatrix.of(dq, n),
                          DoubleMatrix.of(dk, n),
                          DoubleMatrix.of(dv, n));
              case Ints _, Longs _, Booleans _, Narrow _ ->
                  throw Unsupported.function("attention", logSum.storage());
            }
          }
        });
  }

  /// The cost of one head, in elements of an addition.
  static int weight(View q, View k) {
    int axis = q.sizes().length - 2;
    long scores = (long) q.sizes()[axis] * k.sizes()[axis];
    return (int) Math.min(Integer.MAX_VALUE, scores * (q.sizes()[axis + 1] + 8L) / 8);
  }
}
