package dev.adjoint.models.language;

import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A block of GPT-2: causal attention, then two linear layers that act on each position separately.
/// Both read a normalised input, and their result is added to that input before the norm.
///
/// @param ln1 the norm of the attention
/// @param attn from x to query, key and value, `c_attn`, and back, `c_proj`
/// @param ln2 the norm of the linear layers
/// @param mlp from x to four times its width, `c_fc`, and back, `c_proj`
/// @param heads the number of heads
/// @param dropout the probability of setting an element to zero after each of the two
public record GptBlock(
    LayerNorm ln1, Pair attn, LayerNorm ln2, Pair mlp, int heads, Dropout dropout)
    implements Layer {

  /// Two linear layers with the names of GPT-2.
  ///
  /// @param first the name of the first one
  public record Pair(String first, Linear in, Linear out) {

    /// The parameters by name.
    Map<String, Object> parts() {
      Map<String, Object> parts = new LinkedHashMap<>();
      parts.put(first + ".weight", in.weight());
      in.bias().ifPresent(bias -> parts.put(first + ".bias", bias));
      parts.put("c_proj.weight", out.weight());
      out.bias().ifPresent(bias -> parts.put("c_proj.bias", bias));
      return parts;
    }
  }

  /// Keys and values of the tokens that a text has so far, `[1, heads, T, width/heads]`.
  record Memory(Tensor keys, Tensor values) {}

  /// A block after the attention, and its memory.
  record Remembered(Tensor output, Memory memory) {}

  static GptBlock of(int width, int heads, int depth, double dropout, RandomGenerator random) {
    double last = GptModel.DEVIATION / Math.sqrt(2.0 * depth);
    return new GptBlock(
        LayerNorm.of(width),
        new Pair(
            "c_attn",
            linear(width, 3 * width, GptModel.DEVIATION, random),
            linear(width, width, last, random)),
        LayerNorm.of(width),
        new Pair(
            "c_fc",
            linear(width, 4 * width, GptModel.DEVIATION, random),
            linear(4 * width, width, last, random)),
        heads,
        new Dropout(dropout));
  }

  private static Linear linear(int in, int out, double deviation, RandomGenerator random) {
    Linear drawn = Linear.of(in, out, Initializer.normal(0, deviation), random);
    return new Linear(drawn.weight(), Optional.of(Parameter.of(Tensor.zeros(out))));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor mixed = attn.in().forward(ln1.forward(x)).selfAttention(heads, true);
    return feed(x.add(dropout.forward(attn.out().forward(mixed), pass)), pass);
  }

  private Tensor feed(Tensor x, Pass pass) {
    Tensor inner = mlp.in().forward(ln2.forward(x)).geluTanh();
    return x.add(dropout.forward(mlp.out().forward(inner), pass));
  }

  /// The output for the first tokens of a text, `[1, T, width]`.
  Remembered begin(Tensor x) {
    Tensor[] parts = parts(x);
    Tensor mixed = parts[0].scaledDotProductAttention(parts[1], parts[2], true);
    return new Remembered(after(x, mixed), new Memory(parts[1], parts[2]));
  }

  /// The output for one more token, `[1, 1, width]`, which sees all before it.
  Remembered step(Tensor x, Memory memory) {
    Tensor[] parts = parts(x);
    Tensor keys = Tensor.concat(2, memory.keys(), parts[1]);
    Tensor values = Tensor.concat(2, memory.values(), parts[2]);
    Tensor mixed = parts[0].scaledDotProductAttention(keys, values, false);
    return new Remembered(after(x, mixed), new Memory(keys, values));
  }

  private Tensor after(Tensor x, Tensor mixed) {
    Tensor joined = mixed.transpose(1, 2).flatten(2, 3);
    return feed(x.add(attn.out().forward(joined)), Pass.INFERENCE);
  }

  /// Query, key and value, each `[1, heads, T, width/heads]`.
  private Tensor[] parts(Tensor x) {
    int width = x.shape().size(2);
    Tensor all = attn.in().forward(ln1.forward(x));
    Tensor[] parts = new Tensor[3];
    for (int i = 0; i < parts.length; i++) {
      parts[i] =
          all.slice(2, i * width, (i + 1) * width)
              .unflatten(2, heads, width / heads)
              .transpose(1, 2);
    }
    return parts;
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("ln_1", ln1);
    attn.parts().forEach((name, part) -> parts.put("attn." + name, part));
    parts.put("ln_2", ln2);
    mlp.parts().forEach((name, part) -> parts.put("mlp." + name, part));
    return parts;
  }

  @Override
  public String toString() {
    return "GptBlock(%d heads, %s)".formatted(heads, dropout);
  }
}
