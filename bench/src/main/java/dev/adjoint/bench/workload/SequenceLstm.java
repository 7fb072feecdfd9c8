package dev.adjoint.bench.workload;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Lstm;
import dev.adjoint.nn.LstmCell;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// W5: an LSTM over a sequence and a linear layer on its last state.
record SequenceLstm(Lstm lstm, Linear fc) implements Layer {

  /// The number of steps of a sequence.
  static final int STEPS = 64;

  /// The number of inputs of a step.
  static final int INPUTS = 32;

  private static final int SIZE = 128;

  static SequenceLstm of(DrawnWeights weights) {
    double bound = 1 / Math.sqrt(SIZE);
    Parameter input = weights.uniform(bound, 4 * SIZE, INPUTS);
    Parameter hidden = weights.uniform(bound, 4 * SIZE, SIZE);
    Parameter inputBias = weights.uniform(bound, 4 * SIZE);
    Parameter hiddenBias = weights.uniform(bound, 4 * SIZE);
    LstmCell cell = new LstmCell(input, hidden, Optional.of(inputBias), Optional.of(hiddenBias));
    return new SequenceLstm(
        new Lstm(List.of(cell), true, false, 0), weights.linear(SIZE, DrawnBatches.CLASSES));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return fc.forward(lstm.run(x, pass).last());
  }
}
