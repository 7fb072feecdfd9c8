package dev.adjoint.peers.libtorch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// W12: convolutions over 3, 4 and 5 tokens, and the largest number of each output.
record TextCnn(Parameters weights) implements Model {

  private static final long[] ONE = {1};
  private static final long[] ZERO = {0};

  @Override
  public Tensor loss(Tensor tokens, Tensor target) {
    Tensor x = torch.embedding(weights.get("table"), tokens).transpose(1, 2);
    Tensor maxima =
        torch.cat(new TensorVector(most(x, "conv3"), most(x, "conv4"), most(x, "conv5")), 1);
    return torch.cross_entropy_loss(weights.linear(maxima, "fc"), target);
  }

  private Tensor most(Tensor x, String name) {
    Tensor y =
        torch.conv1d(
            x, weights.get(name + ".weight"), weights.optional(name + ".bias"), ONE, ZERO, ONE, 1);
    return torch.max(torch.relu(y), 2).get0();
  }
}
