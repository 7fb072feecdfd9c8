package dev.adjoint.models.text;

import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A block of [BertModel]: attention of every token to all tokens and two linear layers with GELU;
/// what each gives is added to what it got, and the sum is normalized.
///
/// @param query from x to the queries of all heads
/// @param key to the keys
/// @param value to the values
/// @param output from the heads back to the width
/// @param norm of the sum of x and the attention
/// @param intermediate to the hidden width
/// @param dense back to the width
/// @param lastNorm of the sum at the end
/// @param heads the number of heads
public record BertLayer(
    Linear query,
    Linear key,
    Linear value,
    Linear output,
    LayerNorm norm,
    Linear intermediate,
    Linear dense,
    LayerNorm lastNorm,
    int heads,
    Dropout dropout)
    implements Layer {

  static BertLayer of(BertModel.Sizes sizes, double dropout, RandomGenerator random) {
    int width = sizes.width();
    return new BertLayer(
        linear(width, width, random),
        linear(width, width, random),
        linear(width, width, random),
        linear(width, width, random),
        LayerNorm.of(width).withEpsilon(BertModel.EPSILON),
        linear(width, sizes.hidden(), random),
        linear(sizes.hidden(), width, random),
        LayerNorm.of(width).withEpsilon(BertModel.EPSILON),
        sizes.heads(),
        new Dropout(dropout));
  }

  private static Linear linear(int in, int out, RandomGenerator random) {
    return Linear.of(in, out, BertModel.small(), random);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor all = Tensor.ones(ElementType.BOOL, 1, 1, 1, x.shape().size(1));
    return forward(x, all, pass);
  }

  /// The output where some tokens are not seen.
  ///
  /// @param mask true where a token is seen, `[N, 1, 1, T]`
  Tensor forward(Tensor x, Tensor mask, Pass pass) {
    Tensor mixed =
        split(query.forward(x))
            .scaledDotProductAttention(split(key.forward(x)), split(value.forward(x)), mask);
    Tensor joined = output.forward(mixed.transpose(1, 2).flatten(2, 3));
    Tensor y = norm.forward(dropout.forward(joined, pass).add(x));
    Tensor inner = dense.forward(intermediate.forward(y).gelu());
    return lastNorm.forward(dropout.forward(inner, pass).add(y));
  }

  /// From `[N, T, width]` to `[N, heads, T, width/heads]`.
  private Tensor split(Tensor x) {
    return x.unflatten(2, heads, x.shape().size(2) / heads).transpose(1, 2);
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("attention.self.query", query);
    parts.put("attention.self.key", key);
    parts.put("attention.self.value", value);
    parts.put("attention.output.dense", output);
    parts.put("attention.output.LayerNorm", norm);
    parts.put("intermediate.dense", intermediate);
    parts.put("output.dense", dense);
    parts.put("output.LayerNorm", lastNorm);
    return parts;
  }
}
