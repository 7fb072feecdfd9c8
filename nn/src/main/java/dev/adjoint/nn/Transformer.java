package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// An encoder of a source and a decoder of a target that sees it (Vaswani et al. 2017). Embeddings,
/// positions and the last projection to a vocabulary are layers around it.
///
/// **Shapes**: source `[N, S, W]`, target `[N, T, W]`, result `[N, T, W]`. As a [Layer] of one
/// input, x is source and target.
///
/// **Gradient**: that of the parts.
///
/// As `torch.nn.Transformer` with `batch_first=True`, with its names `encoder.layers.0.linear1`,
/// `decoder.norm`; each layer has initial values of its own, and [#asCausal] is its `tgt_mask`.
///
/// @param encoder the layers that read the source
/// @param decoder the layers that read the target and what the encoder made
public record Transformer(TransformerEncoder encoder, TransformerDecoder decoder) implements Layer {

  private static final String OWNER = "transformer";

  /// Checks that both are there.
  public Transformer {
    Require.given(OWNER, "the encoder", encoder);
    Require.given(OWNER, "the decoder", decoder);
  }

  /// Layers with PyTorch's defaults: dropout 0.1, ReLU, norms after, and a norm at the end of both.
  ///
  /// @param width W; 512 is PyTorch's default
  /// @param heads the number of heads; 8 is PyTorch's default
  /// @param depth the number of layers of the encoder and of the decoder; 6 is PyTorch's default
  /// @param inner the width between the linear layers; 2048 is PyTorch's default
  public static Transformer of(int width, int heads, int depth, int inner, RandomGenerator random) {
    return new Transformer(
        new TransformerEncoder(
            TransformerEncoder.of(depth, width, heads, inner, random).layers(),
            Optional.of(LayerNorm.of(width))),
        new TransformerDecoder(
            TransformerDecoder.of(depth, width, heads, inner, random).layers(),
            Optional.of(LayerNorm.of(width))));
  }

  /// This model with each position of the target seeing only itself and the positions before it.
  @CheckReturnValue
  public Transformer asCausal() {
    return new Transformer(encoder, decoder.asCausal());
  }

  /// x is source and target.
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return forward(x, x, pass);
  }

  /// The output for a source and a target.
  public Tensor forward(Tensor source, Tensor target, Pass pass) {
    return decoder.forward(target, encoder.forward(source, pass), pass);
  }

  /// The output where a mask hides parts of the source from both, such as `[N, 1, 1, S]` for its
  /// padding.
  public Tensor forward(Tensor source, Tensor target, Tensor sourceMask, Pass pass) {
    Tensor memory = encoder.forward(source, sourceMask, pass);
    return decoder.forward(target, memory, sourceMask, pass);
  }
}
