package dev.adjoint.tensor.check;

import static dev.adjoint.tensor.check.OperationRow.shaped;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.Draw.Range;
import java.util.List;

/// Attention with and without masks, heads and broadcast batches.
final class AttentionRows {

  private static final Range WIDE = Range.of(-2, 2);
  private static final Tensor SEEN =
      Tensor.of(new boolean[][] {{true, false, true}, {false, true, true}});

  private AttentionRows() {}

  static List<OperationRow> rows() {
    Shape q = Shape.of(2, 4);
    Shape k = Shape.of(3, 4);
    Shape v = Shape.of(3, 2);
    return List.of(
        plain(false, q, k, v),
        plain(true, Shape.of(4, 2), Shape.of(4, 2), Shape.of(4, 3)),
        plain(true, Shape.of(2, 2, 4, 2), Shape.of(2, 3, 2), Shape.of(2, 1, 3, 1)),
        plain(false, Shape.of(0, 2, 3), Shape.of(4, 3), Shape.of(4, 2)),
        shaped(
            "attention", WIDE, in -> in[0].scaledDotProductAttention(in[1], in[2], SEEN), q, k, v),
        shaped(
            "attention",
            WIDE,
            in -> in[0].scaledDotProductAttention(in[1], in[2], in[3], true, 0.7),
            q,
            k,
            v,
            Shape.of(1, 3)),
        self(1, false, 3, 6),
        self(2, true, 4, 12),
        self(2, true, 2, 3, 6),
        self(1, true, 2, 0, 6));
  }

  private static OperationRow plain(boolean causal, Shape q, Shape k, Shape v) {
    return shaped(
        "attention", WIDE, in -> in[0].scaledDotProductAttention(in[1], in[2], causal), q, k, v);
  }

  private static OperationRow self(int heads, boolean causal, int... sizes) {
    return shaped(
        "self attention", WIDE, in -> in[0].selfAttention(heads, causal), Shape.of(sizes));
  }
}
