package dev.adjoint.peers.libtorch;

import dev.adjoint.bench.workload.Library.Decoding;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Sizes;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// W10: GPT-2 with keys and values in memory that is allocated once for the longest text.
final class GptDecoding implements Decoding {

  private static final long WIDTH = Sizes.GPT_WIDTH;
  private static final long HEADS = Sizes.GPT_HEADS;
  private static final long[] NORMALIZED = {WIDTH};

  private final InferenceMode mode = new InferenceMode(); // Holds for this thread.
  private final Parameters weights = Parameters.of(Workload.W10, false);
  private final Tensor[] keys = new Tensor[Sizes.GPT_HEADS];
  private final Tensor[] values = new Tensor[Sizes.GPT_HEADS];
  private final DoubleOptional usualScale = new DoubleOptional();
  private final BytePointer tanh = new BytePointer("tanh");
  private long seen;

  GptDecoding() {
    for (int block = 0; block < keys.length; block++) {
      keys[block] = torch.zeros(1, HEADS, Sizes.GPT_CONTEXT, WIDTH / HEADS);
      values[block] = torch.zeros(1, HEADS, Sizes.GPT_CONTEXT, WIDTH / HEADS);
    }
  }

  @Override
  public float[] begin(int... tokens) {
    seen = 0;
    return read(tokens);
  }

  @Override
  public float[] next(int token) {
    return read(token);
  }

  private float[] read(int... tokens) {
    long[] numbers = new long[tokens.length];
    long[] places = new long[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      numbers[i] = tokens[i];
      places[i] = seen + i;
    }
    float[] logits = new float[Sizes.GPT_VOCABULARY];
    try (PointerScope _ = new PointerScope()) {
      Tensor x = torch.embedding(weights.get("wte"), Tensors.of(numbers, 1, tokens.length));
      x = x.add(torch.embedding(weights.get("wpe"), Tensors.of(places, 1, tokens.length)));
      for (int block = 0; block < keys.length; block++) {
        String name = "h" + block + ".";
        x = x.add(attention(layerNorm(x, name + "ln1"), block, tokens.length));
        Tensor wide = torch.gelu(weights.linear(layerNorm(x, name + "ln2"), name + "fc"), tanh);
        x = x.add(weights.linear(wide, name + "back"));
      }
      Tensor last = layerNorm(x.select(1, -1), "norm");
      Tensors.copy(torch.linear(last, weights.get("wte"), Parameters.NONE), logits);
    }
    seen += tokens.length;
    return logits;
  }

  private Tensor attention(Tensor x, int block, long tokens) {
    String name = "h" + block + ".";
    TensorVector parts = weights.linear(x, name + "attention").split(WIDTH, 2);
    keys[block].narrow(2, seen, tokens).copy_(heads(parts.get(1), tokens));
    values[block].narrow(2, seen, tokens).copy_(heads(parts.get(2), tokens));
    Tensor mixed =
        torch.scaled_dot_product_attention(
            heads(parts.get(0), tokens),
            keys[block].narrow(2, 0, seen + tokens),
            values[block].narrow(2, 0, seen + tokens),
            Parameters.NONE,
            0,
            tokens > 1,
            usualScale,
            false);
    return weights.linear(mixed.transpose(1, 2).reshape(1, tokens, WIDTH), name + "mixed");
  }

  private static Tensor heads(Tensor x, long tokens) {
    return x.view(1, tokens, HEADS, WIDTH / HEADS).transpose(1, 2);
  }

  private Tensor layerNorm(Tensor x, String name) {
    return torch.layer_norm(
        x,
        NORMALIZED,
        weights.optional(name + ".weight"),
        weights.optional(name + ".bias"),
        1e-5,
        false);
  }
}
