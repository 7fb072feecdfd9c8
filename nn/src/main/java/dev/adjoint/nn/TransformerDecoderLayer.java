package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A layer of a transformer's decoder (Vaswani et al. 2017): attention to its own positions, then
/// to the memory of an encoder, then two linear layers with f between them, each with a sum around
/// it. Norms after the sums:
///
/// ```
/// y = norm1(x + attention(x, x))      z = norm2(y + attention(y, memory))
/// norm3(z + linear2(f(linear1(z))))
/// ```
///
/// or, with the norms first, `y = x + attention(norm1(x))` and so on.
///
/// **Shapes**: x `[N, T, W]`, memory `[N, S, W]`, result `[N, T, W]`. As a [Layer] of one input, x
/// is also the memory.
///
/// **Gradient**: that of the parts.
///
/// Names and initial values are those of `torch.nn.TransformerDecoderLayer` with
/// `batch_first=True`.
///
/// @param selfAttn the attention to its own positions; a causal one hides later ones
/// @param multiheadAttn the attention to the memory
/// @param linear1 W → the inner width
/// @param linear2 the inner width → W
/// @param norm1 the norm of the first attention
/// @param norm2 the norm of the second attention
/// @param norm3 the norm of the linear layers
/// @param activation f
/// @param dropout after each attention, f, and linear2
/// @param normFirst whether the norms come before attention and linear layers
public record TransformerDecoderLayer(
    MultiheadAttention selfAttn,
    MultiheadAttention multiheadAttn,
    Linear linear1,
    Linear linear2,
    LayerNorm norm1,
    LayerNorm norm2,
    LayerNorm norm3,
    Activation activation,
    Dropout dropout,
    boolean normFirst)
    implements Layer {

  private static final String OWNER = "transformer decoder layer";

  /// Checks that all parts are there and of one width.
  public TransformerDecoderLayer {
    Require.given(OWNER, "the attention", selfAttn);
    Require.given(OWNER, "the attention to the memory", multiheadAttn);
    Require.given(OWNER, "the first linear layer", linear1);
    Require.given(OWNER, "the second linear layer", linear2);
    Require.given(OWNER, "the first norm", norm1);
    Require.given(OWNER, "the second norm", norm2);
    Require.given(OWNER, "the third norm", norm3);
    Require.given(OWNER, "the activation", activation, "give Activation.RELU");
    Require.given(OWNER, "the dropout", dropout, "give new Dropout(0.1)");
    int width = linear2.weight().shape().size(0);
    int inner = linear2.weight().shape().size(1);
    if (width(selfAttn) != width
        || width(multiheadAttn) != width
        || linear1.weight().shape().size(1) != width
        || linear1.weight().shape().size(0) != inner) {
      throw new ShapeException(
          OWNER,
          "the attentions are %d and %d wide and the linear layers are %s and %s; make them W → inner and inner → W"
              .formatted(
                  width(selfAttn),
                  width(multiheadAttn),
                  linear1.weight().shape(),
                  linear2.weight().shape()));
    }
  }

  private static int width(MultiheadAttention attention) {
    return attention.outProj().weight().shape().size(0);
  }

  /// A layer with PyTorch's defaults: dropout 0.1, ReLU, norms after.
  ///
  /// @param width W
  /// @param heads the number of heads, which divides W
  /// @param inner the width between the two linear layers; 2048 is PyTorch's default, 4W is usual
  public static TransformerDecoderLayer of(
      int width, int heads, int inner, RandomGenerator random) {
    return new TransformerDecoderLayer(
        MultiheadAttention.of(width, heads, random),
        MultiheadAttention.of(width, heads, random),
        Linear.of(width, inner, random),
        Linear.of(inner, width, random),
        LayerNorm.of(width),
        LayerNorm.of(width),
        LayerNorm.of(width),
        Activation.RELU,
        new Dropout(0.1),
        false);
  }

  /// This layer with another activation.
  @CheckReturnValue
  public TransformerDecoderLayer withActivation(Activation function) {
    return with(selfAttn, function, dropout, normFirst);
  }

  /// This layer with another probability of dropout.
  @CheckReturnValue
  public TransformerDecoderLayer withDropout(double probability) {
    return with(selfAttn, activation, new Dropout(probability), normFirst);
  }

  /// This layer with the norms before attention and linear layers.
  @CheckReturnValue
  public TransformerDecoderLayer withNormFirst() {
    return with(selfAttn, activation, dropout, true);
  }

  /// This layer with each position seeing only itself and the positions before it (`tgt_mask`), and
  /// the whole memory.
  @CheckReturnValue
  public TransformerDecoderLayer asCausal() {
    return with(selfAttn.asCausal(), activation, dropout, normFirst);
  }

  private TransformerDecoderLayer with(
      MultiheadAttention attention, Activation function, Dropout drop, boolean first) {
    return new TransformerDecoderLayer(
        attention, multiheadAttn, linear1, linear2, norm1, norm2, norm3, function, drop, first);
  }

  /// x is also the memory.
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return forward(x, x, pass);
  }

  /// The output for the memory of an encoder.
  public Tensor forward(Tensor x, Tensor memory, Pass pass) {
    return run(x, memory, Optional.empty(), pass);
  }

  /// The output where a mask hides parts of the memory, such as `[N, 1, 1, S]` for its padding.
  public Tensor forward(Tensor x, Tensor memory, Tensor memoryMask, Pass pass) {
    return run(
        x, memory, Optional.of(Require.tensor(OWNER, "the mask of the memory", memoryMask)), pass);
  }

  Tensor run(Tensor x, Tensor memory, Optional<Tensor> mask, Pass pass) {
    Require.tensor(OWNER, "x", x);
    Require.tensor(OWNER, "the memory", memory);
    Require.given(OWNER, "the pass", pass, Pass.FIX);
    if (normFirst) {
      Tensor y = x.add(attend(norm1.forward(x), pass));
      Tensor z = y.add(look(norm2.forward(y), memory, mask, pass));
      return z.add(feed(norm3.forward(z), pass));
    }
    Tensor y = norm1.forward(x.add(attend(x, pass)));
    Tensor z = norm2.forward(y.add(look(y, memory, mask, pass)));
    return norm3.forward(z.add(feed(z, pass)));
  }

  private Tensor attend(Tensor x, Pass pass) {
    return dropout.forward(selfAttn.forward(x), pass);
  }

  private Tensor look(Tensor x, Tensor memory, Optional<Tensor> mask, Pass pass) {
    Tensor seen =
        mask.isPresent()
            ? multiheadAttn.forward(x, memory, memory, mask.get())
            : multiheadAttn.forward(x, memory, memory);
    return dropout.forward(seen, pass);
  }

  private Tensor feed(Tensor x, Pass pass) {
    Tensor inner = dropout.forward(activation.forward(linear1.forward(x)), pass);
    return dropout.forward(linear2.forward(inner), pass);
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("self_attn", selfAttn);
    parts.put("multihead_attn", multiheadAttn);
    parts.put("linear1", linear1);
    parts.put("linear2", linear2);
    parts.put("norm1", norm1);
    parts.put("norm2", norm2);
    parts.put("norm3", norm3);
    return parts;
  }

  @Override
  public String toString() {
    return "TransformerDecoderLayer(%d, %d heads, inner %d, %s%s%s%s)"
        .formatted(
            width(selfAttn),
            selfAttn.heads(),
            linear1.weight().shape().size(0),
            activation,
            dropout.p() == 0 ? "" : ", dropout %s".formatted(dropout.p()),
            normFirst ? ", norm first" : "",
            selfAttn.causal() ? ", causal" : "");
  }
}
