package dev.adjoint.peers.libtorch;

import dev.adjoint.peers.Sizes;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// W6: the residual network of 20 layers. `running` holds mean and variance of each normalisation.
record Resnet(Parameters weights, Map<String, Running> running) implements Model {

  private static final long[] ONE = {1, 1};
  private static final long[] TWO = {2, 2};
  private static final long[] ZERO = {0, 0};

  record Running(TensorOptional mean, TensorOptional variance) {

    static Running of(Tensor gain) {
      return new Running(
          new TensorOptional(torch.zeros_like(gain).detach()),
          new TensorOptional(torch.ones_like(gain).detach()));
    }
  }

  Resnet(Parameters weights) {
    this(weights, new HashMap<>());
    for (String name : weights.names()) {
      if (name.contains("bn") && name.endsWith(".weight")) {
        running.put(name.replace(".weight", ""), Running.of(weights.get(name)));
      }
    }
  }

  @Override
  public Tensor loss(Tensor x, Tensor target) {
    Tensor h = torch.relu_(batchNorm(filter(x, "conv1", ONE, ONE), "bn1"));
    for (int stage = 0; stage < Sizes.STAGES; stage++) {
      for (int block = 0; block < Sizes.STAGES; block++) {
        h = block(h, "s" + stage + "b" + block + ".", stage > 0 && block == 0);
      }
    }
    h = torch.mean(h, new long[] {2, 3});
    return torch.cross_entropy_loss(weights.linear(h, "fc"), target);
  }

  private Tensor block(Tensor x, String name, boolean down) {
    Tensor y = filter(x, name + "conv1", down ? TWO : ONE, ONE);
    y = torch.relu_(batchNorm(y, name + "bn1"));
    y = batchNorm(filter(y, name + "conv2", ONE, ONE), name + "bn2");
    Tensor shortcut = down ? batchNorm(filter(x, name + "down", TWO, ZERO), name + "downbn") : x;
    return torch.relu_(y.add_(shortcut));
  }

  private Tensor filter(Tensor x, String name, long[] stride, long[] padding) {
    return torch.conv2d(x, weights.get(name + ".weight"), Parameters.NONE, stride, padding, ONE, 1);
  }

  private Tensor batchNorm(Tensor x, String name) {
    Running state = running.get(name);
    return torch.batch_norm(
        x,
        weights.optional(name + ".weight"),
        weights.optional(name + ".bias"),
        state.mean,
        state.variance,
        true,
        0.1,
        1e-5,
        false);
  }
}
