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

/// Attention of several heads with its projections (Vaswani et al. 2017): query, key and value are
/// projected, each head attends with its share of the columns, and the heads side by side go
/// through a last projection.
///
/// **Shapes**: x `[…, T, W]`, result `[…, T, W]`; `in_proj_weight` `[3W, W]` (the rows of query,
/// key and value), `in_proj_bias` `[3W]`, `out_proj` W → W. Names and initial values are PyTorch's;
/// the batch comes first, as with `batch_first=True`.
///
/// A mask says which keys a query may see. This one hides the padding of shorter sequences, with
/// `isWord` `[N, S]` true where a key is a word:
///
/// ```java
/// Tensor y = layer.forward(x, isWord.reshape(N, 1, 1, S));
/// ```
///
/// **Gradient**: that of the scaled dot-product attention and of the projections.
///
/// @param inProjWeight the projections of query, key and value, one below the other
/// @param inProjBias their biases, or empty for none
/// @param outProj the last projection
/// @param heads the number of heads, which divides W
/// @param causal whether a position sees only itself and the positions before it
public record MultiheadAttention(
    Parameter inProjWeight,
    Optional<Parameter> inProjBias,
    Linear outProj,
    int heads,
    boolean causal)
    implements PureLayer {

  private static final String WIDTH = "give the size of the last axis of x";

  /// Checks that the shapes agree.
  public MultiheadAttention {
    Shape shape = Require.given("multihead attention", "the weight", inProjWeight).shape();
    Require.optional("multihead attention", "the bias", inProjBias);
    Require.given("multihead attention", "the last projection", outProj);
    if (shape.rank() != 2 || shape.size(0) != 3 * shape.size(1)) {
      throw new ShapeException(
          "multihead attention",
          "the weight has shape %s but must be [3·W, W], query, key and value one below the other; stack the three"
              .formatted(shape));
    }
    int width = shape.size(1);
    Require.size("multihead attention", "the width", width, WIDTH);
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "multihead attention: the width is %d, which %d heads cannot share; choose a number of heads that divides it"
              .formatted(width, heads));
    }
    Shape bias = Shape.of(3 * width);
    if (inProjBias.isPresent() && !inProjBias.get().shape().equals(bias)) {
      throw new ShapeException(
          "multihead attention",
          "the bias has shape %s but the weight is %s; give a bias of %s"
              .formatted(inProjBias.get().shape(), shape, bias));
    }
    if (!outProj.weight().shape().equals(Shape.of(width, width))) {
      throw new ShapeException(
          "multihead attention",
          "the last projection is %s but the width is %d; make it %d → %d"
              .formatted(outProj.weight().shape(), width, width, width));
    }
  }

  /// A layer with PyTorch's initial values: the first weight Xavier uniform, the last uniform
  /// within `±1/√W`, biases 0; every position sees all others.
  public static MultiheadAttention of(int width, int heads, RandomGenerator random) {
    Require.size("multihead attention", "the width", width, WIDTH);
    Require.random("multihead attention", random);
    Parameter in = Parameter.of(Initializer.xavierUniform().of(Shape.of(3 * width, width), random));
    Linear out = Linear.of(width, width, random);
    Parameter zeros = Parameter.of(Tensor.zeros(width));
    return new MultiheadAttention(
        in,
        Optional.of(Parameter.of(Tensor.zeros(3 * width))),
        new Linear(out.weight(), Optional.of(zeros)),
        heads,
        false);
  }

  /// This layer without its biases.
  @CheckReturnValue
  public MultiheadAttention withoutBias() {
    return new MultiheadAttention(
        inProjWeight, Optional.empty(), outProj.withoutBias(), heads, causal);
  }

  /// This layer with each position seeing only itself and the positions before it.
  @CheckReturnValue
  public MultiheadAttention asCausal() {
    return new MultiheadAttention(inProjWeight, inProjBias, outProj, heads, true);
  }

  /// Self-attention: x is query, key and value.
  @Override
  public Tensor forward(Tensor x) {
    Require.tensor("multihead attention", "x", x);
    Tensor mixed =
        LayerScope.at(
            inProjWeight,
            this,
            () ->
                (inProjBias.isPresent()
                        ? x.linear(inProjWeight.value(), inProjBias.get().value())
                        : x.linear(inProjWeight.value()))
                    .selfAttention(heads, causal));
    return outProj.forward(mixed);
  }

  /// Self-attention under a mask that broadcasts to `[…, H, T, T]`; see [#forward(Tensor, Tensor,
  /// Tensor, Tensor)].
  public Tensor forward(Tensor x, Tensor mask) {
    return forward(x, x, x, mask);
  }

  /// Attention of the queries `[…, L, W]` to other keys and values, both `[…, S, W]`.
  public Tensor forward(Tensor query, Tensor key, Tensor value) {
    return attend(query, key, value, Optional.empty());
  }

  /// The same under a mask that broadcasts to `[…, H, L, S]`: BOOL, true where the query may see
  /// the key (as in PyTorch's `scaled_dot_product_attention`; its layer means the opposite), or
  /// numbers that are added to the scores, −∞ where it may not. A causal layer hides later keys as
  /// well. A query that sees no key gets 0.
  public Tensor forward(Tensor query, Tensor key, Tensor value, Tensor mask) {
    return attend(
        query, key, value, Optional.of(Require.tensor("multihead attention", "the mask", mask)));
  }

  private Tensor attend(Tensor query, Tensor key, Tensor value, Optional<Tensor> mask) {
    Require.tensor("multihead attention", "the query", query);
    Require.tensor("multihead attention", "the key", key);
    Require.tensor("multihead attention", "the value", value);
    Tensor mixed =
        LayerScope.at(
            inProjWeight,
            this,
            () -> {
              Tensor q = project(0, query);
              Tensor k = project(1, key);
              Tensor v = project(2, value);
              double scale = 1 / Math.sqrt(Math.max(q.shape().size(-1), 1));
              Tensor attended =
                  mask.isPresent()
                      ? q.scaledDotProductAttention(k, v, mask.get(), causal, scale)
                      : q.scaledDotProductAttention(k, v, causal);
              return attended.transpose(-3, -2).flatten(-2, -1);
            });
    return outProj.forward(mixed);
  }

  /// The heads `[…, H, L, W/H]` of one of the three projections.
  private Tensor project(int part, Tensor x) {
    int width = inProjWeight.shape().size(1);
    Tensor weight = inProjWeight.value().slice(0, part * width, (part + 1) * width);
    Tensor projected =
        inProjBias.isPresent()
            ? x.linear(weight, inProjBias.get().value().slice(0, part * width, (part + 1) * width))
            : x.linear(weight);
    return projected.unflatten(-1, heads, width / heads).transpose(-3, -2);
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("in_proj_weight", inProjWeight);
    inProjBias.ifPresent(bias -> parts.put("in_proj_bias", bias));
    parts.put("out_proj", outProj);
    return parts;
  }

  @Override
  public String toString() {
    return "MultiheadAttention(%d, %d heads%s%s)"
        .formatted(
            inProjWeight.shape().size(1),
            heads,
            causal ? ", causal" : "",
            inProjBias.isPresent() ? "" : ", no bias");
  }
}
