package dev.adjoint.peers.libtorch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// W11: rows of a large table, with sparse gradients, and two linear layers.
record Recommender(Parameters weights) implements Model {

  @Override
  public Tensor loss(Tensor x, Tensor target) {
    Tensor rows = torch.embedding(weights.get("table"), x, -1, false, true);
    Tensor h = torch.relu(weights.linear(torch.flatten(rows, 1, 2), "fc1"));
    return torch.cross_entropy_loss(weights.linear(h, "fc2"), target);
  }
}
