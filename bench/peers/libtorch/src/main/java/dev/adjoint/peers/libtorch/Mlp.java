package dev.adjoint.peers.libtorch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// W2: three linear layers.
record Mlp(Parameters weights) implements Model.Classifier {

  @Override
  public Tensor logits(Tensor x) {
    Tensor h = torch.relu(weights.linear(x, "fc1"));
    h = torch.relu(weights.linear(h, "fc2"));
    return weights.linear(h, "fc3");
  }

  /// W1: two of them, and half the squared error.
  record Tiny(Parameters weights, Scalar half) implements Model {

    Tiny(Parameters weights) {
      this(weights, new Scalar(0.5f));
    }

    @Override
    public Tensor loss(Tensor x, Tensor target) {
      Tensor h = torch.relu(weights.linear(x, "fc1"));
      return torch.mse_loss(weights.linear(h, "fc2"), target).mul(half);
    }
  }
}
