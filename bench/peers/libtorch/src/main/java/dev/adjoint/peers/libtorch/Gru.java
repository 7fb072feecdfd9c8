package dev.adjoint.peers.libtorch;

import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Sizes;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// W13: gated recurrent units over whole sequences, from a zero state.
record Gru(Parameters weights, Tensor state, TensorVector recurrent) implements Model {

  Gru(Parameters weights) {
    this(
        weights,
        torch.zeros(1, Workload.W13.items(), Sizes.STATE),
        new TensorVector(
            weights.get("w_ih"), weights.get("w_hh"), weights.get("b_ih"), weights.get("b_hh")));
  }

  @Override
  public Tensor loss(Tensor x, Tensor target) {
    Tensor states = torch.gru(x, state, recurrent, true, 1, 0.0, true, false, true).get0();
    return torch.cross_entropy_loss(weights.linear(states.select(1, -1), "fc"), target);
  }
}
