package dev.adjoint.tensor.check;

import static dev.adjoint.tensor.check.OperationRow.shaped;

import dev.adjoint.tensor.LstmResult;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.Draw.Range;
import java.util.List;
import java.util.function.Function;

/// Sequences through recurrent networks: all results together, and each by itself.
final class RecurrentRows {

  private static final Range WIDE = Range.of(-1, 1);

  private RecurrentRows() {}

  static List<OperationRow> rows() {
    return List.of(
        lstm(3, 2, 2, 2, true, RecurrentRows::all),
        lstm(3, 2, 2, 2, false, RecurrentRows::all),
        lstm(4, 1, 3, 1, true, RecurrentRows::all),
        lstm(2, 3, 1, 2, true, LstmResult::output),
        lstm(2, 3, 1, 2, true, LstmResult::hidden),
        lstm(2, 3, 1, 2, true, LstmResult::cell),
        lstm(1, 2, 0, 2, true, RecurrentRows::all),
        lstm(0, 2, 3, 2, true, RecurrentRows::all),
        lstm(2, 0, 3, 2, true, RecurrentRows::all));
  }

  private static OperationRow lstm(
      int steps, int batch, int in, int hidden, boolean bias, Function<LstmResult, Tensor> part) {
    Shape state = Shape.of(batch, hidden);
    Shape x = Shape.of(steps, batch, in);
    Shape wi = Shape.of(4 * hidden, in);
    Shape wh = Shape.of(4 * hidden, hidden);
    Shape b = Shape.of(4 * hidden);
    return bias
        ? shaped(
            "lstm",
            WIDE,
            p -> part.apply(p[0].lstm(p[1], p[2], p[3], p[4], p[5], p[6])),
            x,
            state,
            state,
            wi,
            wh,
            b,
            b)
        : shaped(
            "lstm",
            WIDE,
            p -> part.apply(p[0].lstm(p[1], p[2], p[3], p[4])),
            x,
            state,
            state,
            wi,
            wh);
  }

  private static Tensor all(LstmResult result) {
    return Tensor.concat(
        0, result.output().flatten(0, 1), result.hidden().multiply(2), result.cell());
  }
}
