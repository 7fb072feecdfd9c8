package dev.adjoint.peers.libtorch;

import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Sizes;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// W5: an LSTM over whole sequences, from a zero state.
record Lstm(Parameters weights, TensorVector state, TensorVector recurrent) implements Model {

  Lstm(Parameters weights) {
    this(
        weights,
        new TensorVector(zeros(), zeros()),
        new TensorVector(
            weights.get("w_ih"), weights.get("w_hh"), weights.get("b_ih"), weights.get("b_hh")));
  }

  private static Tensor zeros() {
    return torch.zeros(1, Workload.W5.items(), Sizes.STATE);
  }

  @Override
  public Tensor loss(Tensor x, Tensor target) {
    Tensor states = torch.lstm(x, state, recurrent, true, 1, 0.0, true, false, true).get0();
    return torch.cross_entropy_loss(weights.linear(states.select(1, -1), "fc"), target);
  }
}
