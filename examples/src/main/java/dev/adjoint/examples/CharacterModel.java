package dev.adjoint.examples;

import module dev.adjoint.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A language model of characters: a small GPT (Radford et al. 2019) that reads a text and
/// continues it writing it.
public final class CharacterModel {

  // @start region="model"
  /// Causal attention of several heads: one projection to query, key and value, one back.
  public record Attention(Linear project, Linear merge, int heads) implements PureLayer {

    static Attention of(int width, int heads, RandomGenerator random) {
      return new Attention(linear(width, 3 * width, random), linear(width, width, random), heads);
    }

    @Override
    public Tensor forward(Tensor x) {
      return merge.forward(project.forward(x).selfAttention(heads, true));
    }
  }

  /// A block: attention, then a layer on each position by itself, both normalised before and added
  /// to what they got.
  public record Block(LayerNorm ln1, Attention attn, LayerNorm ln2, Linear up, Linear down)
      implements PureLayer {

    static Block of(int width, int heads, RandomGenerator random) {
      return new Block(
          LayerNorm.of(width).withoutBias(),
          Attention.of(width, heads, random),
          LayerNorm.of(width).withoutBias(),
          linear(width, 4 * width, random),
          linear(4 * width, width, random));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = x.add(attn.forward(ln1.forward(x)));
      return y.add(down.forward(up.forward(ln2.forward(y)).gelu()));
    }
  }

  /// Tokens `[N, T]` to logits `[N, T, vocabulary]`; the table of tokens is also the weight of the
  /// last layer.
  public record Gpt(Embedding wte, Embedding wpe, List<Block> blocks, LayerNorm lnF)
      implements PureLayer {

    /// A model that sees `context` tokens at most.
    public static Gpt of(
        int vocabulary, int context, int width, int heads, int depth, RandomGenerator random) {
      Initializer small = Initializer.normal(0, 0.02);
      return new Gpt(
          Embedding.of(vocabulary, width, small, random),
          Embedding.of(context, width, small, random),
          IntStream.range(0, depth).mapToObj(_ -> Block.of(width, heads, random)).toList(),
          LayerNorm.of(width).withoutBias());
    }

    @Override
    public Tensor forward(Tensor tokens) {
      Tensor x = wte.forward(tokens).add(wpe.forward(Tensor.arange(tokens.shape().size(-1))));
      for (Block block : blocks) {
        x = block.forward(x);
      }
      return lnF.forward(x).linear(wte.weight().value());
    }
  }

  // @end

  private final String alphabet;
  private final Gpt model;
  private final int context;

  private CharacterModel(String alphabet, Gpt model, int context) {
    this.alphabet = alphabet;
    this.model = model;
    this.context = context;
  }

  private static Linear linear(int in, int out, RandomGenerator random) {
    return Linear.of(in, out, Initializer.normal(0, 0.02), random).withoutBias();
  }

  /// A model for the characters of a text: 4 blocks of 4 heads, width 128, context 64.
  public static CharacterModel of(String text, long seed) {
    return of(text, 64, 128, 4, 4, seed);
  }

  /// A model for the characters of a text.
  public static CharacterModel of(
      String text, int context, int width, int heads, int depth, long seed) {
    StringBuilder alphabet = new StringBuilder();
    text.chars().sorted().distinct().forEach(c -> alphabet.append((char) c));
    RandomGenerator random = RandomStream.of(seed, "weights");
    Gpt model = Gpt.of(alphabet.length(), context, width, heads, depth, random);
    return new CharacterModel(alphabet.toString(), model, context);
  }

  /// The network.
  public Gpt model() {
    return model;
  }

  // @start region="train"
  /// The pieces of a text: at each position of a piece the next character is to be predicted.
  record Pieces(long[] tokens, int context) implements Samples {
    @Override
    public int count() {
      return tokens.length - context;
    }

    @Override
    public Map<String, Tensor> read(int[] starts) {
      long[] x = new long[starts.length * context];
      long[] y = new long[starts.length * context];
      for (int row = 0; row < starts.length; row++) {
        System.arraycopy(tokens, starts[row], x, row * context, context);
        System.arraycopy(tokens, starts[row] + 1, y, row * context, context);
      }
      Shape shape = Shape.of(starts.length, context);
      return Map.of(FEATURES, Tensor.of(x, shape), TARGET, Tensor.of(y, shape));
    }
  }

  /// The mean cross-entropy over all positions of all pieces.
  record NextCharacterLoss() implements Loss {
    @Override
    public Tensor of(Tensor logits, Tensor next) {
      return new CrossEntropyLoss().of(logits.flatten(0, 1), next.flatten());
    }
  }

  /// Trains on pieces of the text in random order.
  ///
  /// @return the loss of every step
  public List<Double> train(String text, int batch, int steps, long seed) {
    Pieces pieces = new Pieces(text.chars().mapToLong(alphabet::indexOf).toArray(), context);
    Optimizer optimizer = Optimizer.of(model, new AdamW(3e-3).withBetas(0.9, 0.99));
    TrainOptions options = TrainOptions.ofSteps(steps).withBatch(batch).withSeed(seed);
    List<Double> losses = new ArrayList<>();
    Trainer.of(model, new NextCharacterLoss(), optimizer, pieces, options)
        .listen(event -> {
          if (event instanceof TrainEvent.BatchDone done) {
            losses.add(done.loss());
          }
        })
        .fit();
    return losses;
  }

  // @end

  // @start region="sample"
  /// Goes on from a beginning by `count` characters, each drawn with the probability that the model
  /// gives it.
  ///
  /// @param temperature below 1 makes likely characters likelier, above 1 less likely
  public String sample(String beginning, int count, double temperature, long seed) {
    RandomGenerator random = RandomStream.of(seed, "sample");
    StringBuilder text = new StringBuilder(beginning);
    for (int i = 0; i < count; i++) {
      String seen = text.substring(Math.max(0, text.length() - context));
      Tensor tokens = Tensor.of(seen.chars().mapToLong(alphabet::indexOf).toArray());
      Tensor next =
          Tensor.noGrad(() ->
              model.forward(tokens.unsqueeze(0)).select(1, seen.length() - 1).divide(temperature));
      text.append(alphabet.charAt(draw(next.softmax(-1).toDoubleArray(), random)));
    }
    return text.toString();
  }

  // @end

  private static int draw(double[] probabilities, RandomGenerator random) {
    double rest = random.nextDouble();
    for (int i = 0; i < probabilities.length - 1; i++) {
      rest -= probabilities[i];
      if (rest < 0) {
        return i;
      }
    }
    return probabilities.length - 1;
  }
}
