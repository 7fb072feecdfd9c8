package dev.adjoint.bench.workload;

import dev.adjoint.nn.Gru;
import dev.adjoint.nn.GruCell;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// W13: gated recurrent units over the sequences of W5 and a linear layer on their last state.
record SequenceGru(Gru gru, Linear fc) implements Layer {

  private static final int SIZE = 128;

  static SequenceGru of(DrawnWeights weights) {
    double bound = 1 / Math.sqrt(SIZE);
    Parameter input = weights.uniform(bound, 3 * SIZE, SequenceLstm.INPUTS);
    Parameter hidden = weights.uniform(bound, 3 * SIZE, SIZE);
    Parameter inputBias = weights.uniform(bound, 3 * SIZE);
    Parameter hiddenBias = weights.uniform(bound, 3 * SIZE);
    GruCell cell = new GruCell(input, hidden, Optional.of(inputBias), Optional.of(hiddenBias));
    return new SequenceGru(
        new Gru(List.of(cell), true, false, 0), weights.linear(SIZE, DrawnBatches.CLASSES));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return fc.forward(gru.run(x, pass).last());
  }
}
