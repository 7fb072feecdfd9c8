package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Attention of several heads whose keys and values have widths of their own, such as the features
/// of pictures that a text looks at. Where all widths are equal, [MultiheadAttention] is faster.
///
/// **Shapes**: query `[…, L, W]`, key `[…, S, K]`, value `[…, S, V]`, result `[…, L, W]`; weights
/// `[W, W]`, `[W, K]` and `[W, V]`, biases `[3W]`. As a [Layer] of one input, x is all three.
///
/// **Gradient**: that of the scaled dot-product attention and of the projections.
///
/// As `torch.nn.MultiheadAttention` with `kdim` and `vdim` and `batch_first=True`, with its names.
///
/// @param qProjWeight the projection of queries
/// @param kProjWeight the projection of keys
/// @param vProjWeight the projection of values
/// @param inProjBias their biases one after another, or empty for none
/// @param outProj the last projection, W → W
/// @param heads the number of heads, which divides W
public record CrossAttention(
    Parameter qProjWeight,
    Parameter kProjWeight,
    Parameter vProjWeight,
    Optional<Parameter> inProjBias,
    Linear outProj,
    int heads)
    implements PureLayer {

  private static final String NAME = "cross attention";

  /// Checks that the shapes agree.
  public CrossAttention {
    Shape q = Require.given(NAME, "the weight of queries", qProjWeight).shape();
    Shape k = Require.given(NAME, "the weight of keys", kProjWeight).shape();
    Shape v = Require.given(NAME, "the weight of values", vProjWeight).shape();
    Require.optional(NAME, "the bias", inProjBias);
    Shape out = Require.given(NAME, "the last projection", outProj).weight().shape();
    boolean matrices = q.rank() == 2 && k.rank() == 2 && v.rank() == 2;
    if (!matrices
        || q.size(0) != q.size(1)
        || k.size(0) != q.size(0)
        || v.size(0) != q.size(0)
        || !out.equals(q)
        || (inProjBias.isPresent() && inProjBias.get().shape().count() != 3 * q.size(0))) {
      throw new ShapeException(
          NAME,
          "the weights are %s, %s, %s and %s, but must be [W, W], [W, K], [W, V] and [W, W], with a bias of [3·W] or none; check the widths"
              .formatted(q, k, v, out));
    }
    if (heads < 1 || q.size(0) % heads != 0) {
      throw new IllegalArgumentException(
          "cross attention: the width is %d, which %d heads cannot share; choose a number of heads that divides it"
              .formatted(q.size(0), heads));
    }
  }

  /// A layer with PyTorch's initial values: the weights Xavier uniform, the last uniform within
  /// `±1/√W`, biases 0.
  public static CrossAttention of(
      int width, int keyWidth, int valueWidth, int heads, RandomGenerator random) {
    Require.size(NAME, "the width of queries", width, "give the size of their last axis");
    Require.size(NAME, "the width of keys", keyWidth, "give the size of their last axis");
    Require.size(NAME, "the width of values", valueWidth, "give the size of their last axis");
    Require.random(NAME, random);
    Initializer xavier = Initializer.xavierUniform();
    Linear out = Linear.of(width, width, random);
    return new CrossAttention(
        Parameter.of(xavier.of(Shape.of(width, width), random)),
        Parameter.of(xavier.of(Shape.of(width, keyWidth), random)),
        Parameter.of(xavier.of(Shape.of(width, valueWidth), random)),
        Optional.of(Parameter.of(Tensor.zeros(3 * width))),
        new Linear(out.weight(), Optional.of(Parameter.of(Tensor.zeros(width)))),
        heads);
  }

  /// This layer without its biases.
  @CheckReturnValue
  public CrossAttention withoutBias() {
    return new CrossAttention(
        qProjWeight, kProjWeight, vProjWeight, Optional.empty(), outProj.withoutBias(), heads);
  }

  /// x is query, key and value.
  @Override
  public Tensor forward(Tensor x) {
    return forward(x, x, x);
  }

  /// Attention of the queries to the keys and values.
  public Tensor forward(Tensor query, Tensor key, Tensor value) {
    return attend(query, key, value, Optional.empty());
  }

  /// The same under a mask that broadcasts to `[…, H, L, S]`: BOOL, true where the query may see
  /// the key, or numbers that are added to the scores.
  public Tensor forward(Tensor query, Tensor key, Tensor value, Tensor mask) {
    return attend(query, key, value, Optional.of(Require.tensor(NAME, "the mask", mask)));
  }

  private Tensor attend(Tensor query, Tensor key, Tensor value, Optional<Tensor> mask) {
    Require.tensor(NAME, "the query", query);
    Require.tensor(NAME, "the key", key);
    Require.tensor(NAME, "the value", value);
    Tensor mixed =
        LayerScope.at(
            qProjWeight,
            this,
            () -> {
              Tensor q = project(0, query, qProjWeight);
              Tensor k = project(1, key, kProjWeight);
              Tensor v = project(2, value, vProjWeight);
              Tensor attended =
                  mask.isPresent()
                      ? q.scaledDotProductAttention(k, v, mask.get())
                      : q.scaledDotProductAttention(k, v, false);
              return attended.transpose(-3, -2).flatten(-2, -1);
            });
    return outProj.forward(mixed);
  }

  private Tensor project(int part, Tensor x, Parameter weight) {
    int width = qProjWeight.shape().size(0);
    Tensor projected =
        inProjBias.isPresent()
            ? x.linear(
                weight.value(), inProjBias.get().value().slice(0, part * width, (part + 1) * width))
            : x.linear(weight.value());
    return projected.unflatten(-1, heads, width / heads).transpose(-3, -2);
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("q_proj_weight", qProjWeight);
    parts.put("k_proj_weight", kProjWeight);
    parts.put("v_proj_weight", vProjWeight);
    inProjBias.ifPresent(bias -> parts.put("in_proj_bias", bias));
    parts.put("out_proj", outProj);
    return parts;
  }

  @Override
  public String toString() {
    return "CrossAttention(%d, keys %d, values %d, %d heads%s)"
        .formatted(
            qProjWeight.shape().size(1),
            kProjWeight.shape().size(1),
            vProjWeight.shape().size(1),
            heads,
            inProjBias.isPresent() ? "" : ", no bias");
  }
}
