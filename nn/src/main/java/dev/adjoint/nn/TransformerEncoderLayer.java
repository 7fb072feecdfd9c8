package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A layer of a transformer's encoder (Vaswani et al. 2017): self-attention, then two linear layers
/// on each position by itself; each of the two is added to what it got, and the sum normalised.
///
/// ```
/// y = norm1(x + attention(x))          z = norm2(y + linear2(f(linear1(y))))
/// ```
///
/// or, with the norms first (Xiong et al. 2020):
///
/// ```
/// y = x + attention(norm1(x))          z = y + linear2(f(linear1(norm2(y))))
/// ```
///
/// **Shapes**: x `[N, T, W]`, result the same. The batch comes first, as with `batch_first=True`;
/// names, order and initial values are those of `torch.nn.TransformerEncoderLayer`.
///
/// Dropout acts where PyTorch has it, except on the probabilities of the attention, which the fused
/// kernel does not store.
///
/// **Gradient**: that of the parts.
///
/// @param selfAttn the attention; a causal one hides later positions
/// @param linear1 W → the inner width
/// @param linear2 the inner width → W
/// @param norm1 the norm of the attention
/// @param norm2 the norm of the linear layers
/// @param activation f
/// @param dropout the probability of setting an element to zero, after the attention, f, and
///   linear2
/// @param normFirst whether the norms come before attention and linear layers
public record TransformerEncoderLayer(
    MultiheadAttention selfAttn,
    Linear linear1,
    Linear linear2,
    LayerNorm norm1,
    LayerNorm norm2,
    Activation activation,
    Dropout dropout,
    boolean normFirst)
    implements Layer {

  private static final String OWNER = "transformer encoder layer";

  /// Checks that all parts are there; each refuses what does not fit it.
  public TransformerEncoderLayer {
    Require.given(OWNER, "the attention", selfAttn);
    Require.given(OWNER, "the first linear layer", linear1);
    Require.given(OWNER, "the second linear layer", linear2);
    Require.given(OWNER, "the first norm", norm1);
    Require.given(OWNER, "the second norm", norm2);
    Require.given(OWNER, "the activation", activation, "give Activation.RELU");
    Require.given(OWNER, "the dropout", dropout, "give new Dropout(0.1)");
    int width = linear2.weight().shape().size(0);
    int inner = linear2.weight().shape().size(1);
    if (selfAttn.outProj().weight().shape().size(0) != width
        || linear1.weight().shape().size(1) != width
        || linear1.weight().shape().size(0) != inner) {
      throw new ShapeException(
          OWNER,
          "the attention is %d wide and the linear layers are %s and %s; make them W → inner and inner → W"
              .formatted(
                  selfAttn.outProj().weight().shape().size(0),
                  linear1.weight().shape(),
                  linear2.weight().shape()));
    }
  }

  /// A layer with PyTorch's defaults: dropout 0.1, ReLU, norms after.
  ///
  /// @param width W
  /// @param heads the number of heads, which divides W
  /// @param inner the width between the two linear layers; 2048 is PyTorch's default, 4W is usual
  public static TransformerEncoderLayer of(
      int width, int heads, int inner, RandomGenerator random) {
    return new TransformerEncoderLayer(
        MultiheadAttention.of(width, heads, random),
        Linear.of(width, inner, random),
        Linear.of(inner, width, random),
        LayerNorm.of(width),
        LayerNorm.of(width),
        Activation.RELU,
        new Dropout(0.1),
        false);
  }

  /// This layer with another activation.
  @CheckReturnValue
  public TransformerEncoderLayer withActivation(Activation function) {
    return new TransformerEncoderLayer(
        selfAttn, linear1, linear2, norm1, norm2, function, dropout, normFirst);
  }

  /// This layer with another probability of dropout.
  @CheckReturnValue
  public TransformerEncoderLayer withDropout(double probability) {
    return new TransformerEncoderLayer(
        selfAttn, linear1, linear2, norm1, norm2, activation, new Dropout(probability), normFirst);
  }

  /// This layer with the norms before attention and linear layers.
  @CheckReturnValue
  public TransformerEncoderLayer withNormFirst() {
    return new TransformerEncoderLayer(
        selfAttn, linear1, linear2, norm1, norm2, activation, dropout, true);
  }

  /// This layer with each position seeing only itself and the positions before it.
  @CheckReturnValue
  public TransformerEncoderLayer asCausal() {
    return new TransformerEncoderLayer(
        selfAttn.asCausal(), linear1, linear2, norm1, norm2, activation, dropout, normFirst);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return run(x, Optional.empty(), pass);
  }

  /// The output under a mask of the attention, as [MultiheadAttention] takes it: `[N, 1, 1, T]`
  /// hides the padding.
  public Tensor forward(Tensor x, Tensor mask, Pass pass) {
    return run(x, Optional.of(Require.tensor(OWNER, "the mask", mask)), pass);
  }

  private Tensor run(Tensor x, Optional<Tensor> mask, Pass pass) {
    Require.tensor(OWNER, "x", x);
    Require.given(OWNER, "the pass", pass, Pass.FIX);
    if (normFirst) {
      Tensor y = x.add(attend(norm1.forward(x), mask, pass));
      return y.add(feed(norm2.forward(y), pass));
    }
    Tensor y = norm1.forward(x.add(attend(x, mask, pass)));
    return norm2.forward(y.add(feed(y, pass)));
  }

  private Tensor attend(Tensor x, Optional<Tensor> mask, Pass pass) {
    Tensor y = mask.isPresent() ? selfAttn.forward(x, mask.get()) : selfAttn.forward(x);
    return dropout.forward(y, pass);
  }

  private Tensor feed(Tensor x, Pass pass) {
    Tensor inner = dropout.forward(activation.forward(linear1.forward(x)), pass);
    return dropout.forward(linear2.forward(inner), pass);
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("self_attn", selfAttn);
    parts.put("linear1", linear1);
    parts.put("linear2", linear2);
    parts.put("norm1", norm1);
    parts.put("norm2", norm2);
    return parts;
  }

  @Override
  public String toString() {
    return "TransformerEncoderLayer(%d, %d heads, inner %d, %s%s%s%s)"
        .formatted(
            linear2.weight().shape().size(0),
            selfAttn.heads(),
            linear1.weight().shape().size(0),
            activation,
            dropout.p() == 0 ? "" : ", dropout %s".formatted(dropout.p()),
            normFirst ? ", norm first" : "",
            selfAttn.causal() ? ", causal" : "");
  }
}
