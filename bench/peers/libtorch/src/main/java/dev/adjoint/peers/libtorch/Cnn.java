package dev.adjoint.peers.libtorch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// W3: two convolutions, a maximum over 2 × 2, two linear layers.
record Cnn(Parameters weights) implements Model {

  private static final long[] ONE = {1, 1};
  private static final long[] ZERO = {0, 0};

  @Override
  public Tensor loss(Tensor x, Tensor target) {
    Tensor h = torch.relu(convolution(torch.relu(convolution(x, "conv1")), "conv2"));
    h = torch.flatten(torch.max_pool2d(h, 2, 2), 1, -1);
    h = torch.relu(weights.linear(h, "fc1"));
    return torch.cross_entropy_loss(weights.linear(h, "fc2"), target);
  }

  private Tensor convolution(Tensor x, String name) {
    return torch.conv2d(
        x, weights.get(name + ".weight"), weights.optional(name + ".bias"), ONE, ZERO, ONE, 1);
  }
}
