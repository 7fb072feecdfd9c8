package dev.adjoint.models.language;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.RmsNorm;
import dev.adjoint.nn.position.RotaryPositions;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A block of [LlamaModel]: causal attention with rotary positions, then the gated feed-forward
/// part `down(SiLU(gate(x)) · up(x))`. Both read a normalized input, and their result is added to
/// that input before the norm.
///
/// @param query from x to the queries of all heads
/// @param key to the keys, which several heads may share
/// @param value to the values
/// @param output from the heads back to the width
/// @param inputNorm the norm of the attention
/// @param innerNorm the norm of the feed-forward part
/// @param positions turns queries and keys
/// @param heads of the queries
public record LlamaBlock(
    Linear query,
    Linear key,
    Linear value,
    Linear output,
    Linear gate,
    Linear up,
    Linear down,
    RmsNorm inputNorm,
    RmsNorm innerNorm,
    RotaryPositions positions,
    int heads)
    implements Layer {

  /// Keys and values of the tokens that a text has so far, `[1, keyHeads, T, width/heads]`.
  record Memory(Tensor keys, Tensor values) {}

  /// A block's output, and its memory.
  record Remembered(Tensor output, Memory memory) {}

  static LlamaBlock of(LlamaModel.Sizes sizes, RotaryPositions positions, RandomGenerator random) {
    int width = sizes.width();
    int shared = width / sizes.heads() * sizes.keyHeads();
    return new LlamaBlock(
        LlamaModel.linear(width, width, random),
        LlamaModel.linear(width, shared, random),
        LlamaModel.linear(width, shared, random),
        LlamaModel.linear(width, width, random),
        LlamaModel.linear(width, sizes.hidden(), random),
        LlamaModel.linear(width, sizes.hidden(), random),
        LlamaModel.linear(sizes.hidden(), width, random),
        RmsNorm.of(width).withEpsilon(sizes.epsilon()),
        RmsNorm.of(width).withEpsilon(sizes.epsilon()),
        positions,
        sizes.heads());
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return begin(x).output();
  }

  /// The output for the first tokens of texts, `[N, T, width]`.
  Remembered begin(Tensor x) {
    Tensor normed = inputNorm.forward(x);
    Memory memory =
        new Memory(positions.forward(split(key.forward(normed))), split(value.forward(normed)));
    Tensor queries = positions.forward(split(query.forward(normed)));
    return new Remembered(after(x, mixed(queries, memory, true)), memory);
  }

  /// The output for one more token, `[1, 1, width]`, which sees all before it.
  Remembered step(Tensor x, Memory before) {
    int count = before.keys().shape().size(2);
    Tensor normed = inputNorm.forward(x);
    Tensor newKey = positions.forward(split(key.forward(normed)), count);
    Memory memory =
        new Memory(
            Tensor.concat(2, before.keys(), newKey),
            Tensor.concat(2, before.values(), split(value.forward(normed))));
    Tensor queries = positions.forward(split(query.forward(normed)), count);
    return new Remembered(after(x, mixed(queries, memory, false)), memory);
  }

  private Tensor mixed(Tensor queries, Memory memory, boolean causal) {
    int sharing = heads / memory.keys().shape().size(1);
    Tensor keys = memory.keys().repeatInterleave(1, sharing);
    Tensor values = memory.values().repeatInterleave(1, sharing);
    return queries.scaledDotProductAttention(keys, values, causal);
  }

  private Tensor after(Tensor x, Tensor mixed) {
    Tensor y = x.add(output.forward(mixed.transpose(1, 2).flatten(2, 3)));
    Tensor normed = innerNorm.forward(y);
    return y.add(down.forward(gate.forward(normed).silu().multiply(up.forward(normed))));
  }

  /// From `[N, T, n·size]` to `[N, n, T, size]` with the size of a head.
  private Tensor split(Tensor x) {
    int size = query.weight().shape().size(0) / heads;
    return x.unflatten(2, x.shape().size(2) / size, size).transpose(1, 2);
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("self_attn.q_proj", query);
    parts.put("self_attn.k_proj", key);
    parts.put("self_attn.v_proj", value);
    parts.put("self_attn.o_proj", output);
    parts.put("mlp.gate_proj", gate);
    parts.put("mlp.up_proj", up);
    parts.put("mlp.down_proj", down);
    parts.put("input_layernorm", inputNorm);
    parts.put("post_attention_layernorm", innerNorm);
    return parts;
  }
}
