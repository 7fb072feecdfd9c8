package dev.adjoint.bench.workload;

import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// W4: a small GPT over characters, as nanoGPT has it, without biases; its output weights are those
/// of the token embedding.
record CharGpt(Embedding wte, Parameter wpe, List<Block> h, LayerNorm norm) implements PureLayer {

  /// The number of different tokens.
  static final int VOCABULARY = 65;

  /// The number of tokens in a row.
  static final int CONTEXT = 64;

  private static final int WIDTH = 128;
  private static final int BLOCKS = 4;
  private static final int HEADS = 4;
  private static final double BOUND = 0.035;
  private static final double OUT_BOUND = 0.0125;

  static CharGpt of(DrawnWeights weights) {
    return new CharGpt(
        Embedding.of(weights.uniform(BOUND, VOCABULARY, WIDTH)),
        weights.uniform(BOUND, CONTEXT, WIDTH),
        IntStream.range(0, BLOCKS).mapToObj(_ -> Block.of(weights)).toList(),
        gain(weights));
  }

  private static LayerNorm gain(DrawnWeights weights) {
    return new LayerNorm(
        Shape.of(WIDTH), Optional.of(weights.constant(1, WIDTH)), Optional.empty(), 1e-5);
  }

  @Override
  public Tensor forward(Tensor tokens) {
    Tensor x = wte.forward(tokens).add(wpe.value());
    for (Block block : h) {
      x = block.forward(x);
    }
    return norm.forward(x).linear(wte.weight().value()).flatten(0, 1);
  }

  /// Attention and two linear layers, each after a normalisation and beside a way past it.
  record Block(LayerNorm ln1, Linear attention, Linear mixed, LayerNorm ln2, Linear fc, Linear back)
      implements PureLayer {

    static Block of(DrawnWeights weights) {
      return new Block(
          gain(weights),
          weights.projection(BOUND, WIDTH, 3 * WIDTH),
          weights.projection(OUT_BOUND, WIDTH, WIDTH),
          gain(weights),
          weights.projection(BOUND, WIDTH, 4 * WIDTH),
          weights.projection(OUT_BOUND, 4 * WIDTH, WIDTH));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = x.add(mixed.forward(attention.forward(ln1.forward(x)).selfAttention(HEADS, true)));
      return y.add(back.forward(fc.forward(ln2.forward(y)).gelu()));
    }
  }
}
