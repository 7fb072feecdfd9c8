package dev.adjoint.peers.libtorch;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// The batch normalisations of a model: the weights whose names contain `bn`, with running mean and
/// variance of each.
///
/// @param trains whether the moments are those of the batch
record BatchNorms(Parameters weights, Map<String, Running> running, boolean trains) {

  record Running(TensorOptional mean, TensorOptional variance) {

    static Running of(Tensor gain) {
      return new Running(
          new TensorOptional(torch.zeros_like(gain).detach()),
          new TensorOptional(torch.ones_like(gain).detach()));
    }
  }

  BatchNorms(Parameters weights, boolean trains) {
    this(weights, new HashMap<>(), trains);
    for (String name : weights.names()) {
      if (name.contains("bn") && name.endsWith(".weight")) {
        running.put(name.replace(".weight", ""), Running.of(weights.get(name)));
      }
    }
  }

  Tensor of(Tensor x, String name) {
    Running state = running.get(name);
    return torch.batch_norm(
        x,
        weights.optional(name + ".weight"),
        weights.optional(name + ".bias"),
        state.mean,
        state.variance,
        trains,
        0.1,
        1e-5,
        false);
  }
}
