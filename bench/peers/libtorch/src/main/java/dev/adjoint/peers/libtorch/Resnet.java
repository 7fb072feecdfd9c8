package dev.adjoint.peers.libtorch;

import dev.adjoint.peers.Sizes;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// W6: the residual network of 20 layers.
record Resnet(Parameters weights, BatchNorms norms) implements Model.Classifier {

  private static final long[] ONE = {1, 1};
  private static final long[] TWO = {2, 2};
  private static final long[] ZERO = {0, 0};

  Resnet(Parameters weights, boolean trains) {
    this(weights, new BatchNorms(weights, trains));
  }

  @Override
  public Tensor logits(Tensor x) {
    Tensor h = torch.relu_(norms.of(filter(x, "conv1", ONE, ONE), "bn1"));
    for (int stage = 0; stage < Sizes.STAGES; stage++) {
      for (int block = 0; block < Sizes.STAGES; block++) {
        h = block(h, "s" + stage + "b" + block + ".", stage > 0 && block == 0);
      }
    }
    h = torch.mean(h, new long[] {2, 3});
    return weights.linear(h, "fc");
  }

  private Tensor block(Tensor x, String name, boolean down) {
    Tensor y = filter(x, name + "conv1", down ? TWO : ONE, ONE);
    y = torch.relu_(norms.of(y, name + "bn1"));
    y = norms.of(filter(y, name + "conv2", ONE, ONE), name + "bn2");
    Tensor shortcut = down ? norms.of(filter(x, name + "down", TWO, ZERO), name + "downbn") : x;
    return torch.relu_(y.add_(shortcut));
  }

  private Tensor filter(Tensor x, String name, long[] stride, long[] padding) {
    return torch.conv2d(x, weights.get(name + ".weight"), Parameters.NONE, stride, padding, ONE, 1);
  }
}
