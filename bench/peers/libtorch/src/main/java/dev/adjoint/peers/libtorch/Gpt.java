package dev.adjoint.peers.libtorch;

import dev.adjoint.peers.Sizes;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// W4: nanoGPT with the fused attention.
record Gpt(Parameters weights, DoubleOptional usualScale) implements Model {

  private static final long WIDTH = Sizes.WIDTH;
  private static final long[] NORMALIZED = {WIDTH};

  Gpt(Parameters weights) {
    this(weights, new DoubleOptional());
  }

  @Override
  public Tensor loss(Tensor tokens, Tensor target) {
    Tensor x = torch.embedding(weights.get("wte"), tokens).add(weights.get("wpe"));
    for (int block = 0; block < Sizes.BLOCKS; block++) {
      String name = "h" + block + ".";
      x = x.add(attention(layerNorm(x, name + "ln1"), name));
      Tensor wide = torch.gelu(project(layerNorm(x, name + "ln2"), name + "fc"));
      x = x.add(project(wide, name + "back"));
    }
    Tensor logits = project(layerNorm(x, "norm"), "wte");
    return torch.cross_entropy_loss(logits.view(-1, Sizes.VOCABULARY), target);
  }

  private Tensor attention(Tensor x, String name) {
    TensorVector parts = project(x, name + "attention").split(WIDTH, 2);
    Tensor mixed =
        torch.scaled_dot_product_attention(
            heads(parts.get(0)),
            heads(parts.get(1)),
            heads(parts.get(2)),
            Parameters.NONE,
            0,
            true,
            usualScale,
            false);
    Tensor joined = mixed.transpose(1, 2).reshape(Sizes.ROWS, Sizes.CONTEXT, WIDTH);
    return project(joined, name + "mixed");
  }

  private static Tensor heads(Tensor x) {
    return x.view(Sizes.ROWS, Sizes.CONTEXT, Sizes.HEADS, WIDTH / Sizes.HEADS).transpose(1, 2);
  }

  private Tensor project(Tensor x, String name) {
    return torch.linear(x, weights.get(name), Parameters.NONE);
  }

  private Tensor layerNorm(Tensor x, String name) {
    return torch.layer_norm(x, NORMALIZED, weights.optional(name), Parameters.NONE, 1e-5, false);
  }
}
