package dev.adjoint.nn;

import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// The cells of an [Lstm] over sequences of different lengths, step by step: a step after the end
/// of a sequence leaves its state as it is, and its output is 0.
record LstmLengths(List<LstmCell> cells, boolean bidirectional, double dropout) {

  /// @param steps BOOL `[T, N, 1]`, true where a step counts
  LstmOutput run(Tensor x, Tensor steps, boolean batchFirst, Pass pass) {
    Dropout between = new Dropout(dropout);
    int directions = bidirectional ? 2 : 1;
    List<LstmState> after = new ArrayList<>();
    Tensor y = batchFirst ? x.transpose(0, 1) : x;
    for (int i = 0; i < cells.size(); i += directions) {
      Tensor input = i == 0 ? y : between.forward(y, pass);
      y = direction(cells.get(i), input, steps, after);
      if (bidirectional) {
        y =
            Tensor.concat(
                2, y, direction(cells.get(i + 1), input.flip(0), steps.flip(0), after).flip(0));
      }
    }
    return new LstmOutput(batchFirst ? y.transpose(0, 1) : y, after);
  }

  private static Tensor direction(LstmCell cell, Tensor x, Tensor steps, List<LstmState> after) {
    LstmState state = cell.zeros(x.elementType(), x.shape().size(1));
    Tensor zero = Tensor.scalar(x.elementType(), 0);
    List<Tensor> outputs = new ArrayList<>();
    List<Tensor> each = x.unbind(0);
    for (int t = 0; t < each.size(); t++) {
      LstmState next = cell.step(each.get(t), state);
      Tensor counts = steps.select(0, t);
      outputs.add(next.hidden().where(counts, zero));
      state =
          new LstmState(
              next.hidden().where(counts, state.hidden()), next.cell().where(counts, state.cell()));
    }
    after.add(state);
    return Tensor.stack(0, outputs.toArray(Tensor[]::new));
  }
}
