package dev.adjoint.models.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Lstm;
import dev.adjoint.nn.LstmCell;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.GradientCheck;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What a decoder keeps changes no bit of the answers.
class DecoderTest {

  private static final int VOCABULARY = 19;
  private static final int CONTEXT = 24;

  private static final Map<String, LanguageNetwork> NETWORKS =
      Map.of(
          "gpt",
          GptModel.of(VOCABULARY, CONTEXT, 32, 4, 3, 0.1, new SplittableRandom(1)),
          "gpt of odd sizes",
          GptModel.of(VOCABULARY, CONTEXT, 21, 3, 1, 0, new SplittableRandom(2)),
          "llama",
          LlamaModel.of(
              new LlamaModel.Sizes(VOCABULARY, 32, 40, 2, 4, 2, 10_000, 1e-5),
              new SplittableRandom(4)),
          "lstm",
          LstmModel.of(VOCABULARY, 20, 2, 0.1, new SplittableRandom(3)));

  private static int[] draw(int count, long seed) {
    return new SplittableRandom(seed).ints(count, 0, VOCABULARY).toArray();
  }

  /// The logits after the last token, computed for the whole text.
  private static float[] whole(LanguageNetwork network, int... tokens) {
    Tensor y = network.forward(Tensor.of(tokens).unsqueeze(0), Pass.INFERENCE);
    return y.select(1, tokens.length - 1).toFloatArray();
  }

  @TestFactory
  Stream<DynamicTest> theAnswersAreThoseForTheWholeTextToTheLastBit() {
    return NETWORKS.entrySet().stream()
        .flatMap(entry ->
            Stream.of(1, 2, 7, CONTEXT)
                .map(first ->
                    DynamicTest.dynamicTest(
                        "%s, %d tokens at first".formatted(entry.getKey(), first),
                        () -> {
                          int[] text = draw(CONTEXT, first);
                          Decoder decoder = entry.getValue().decoder();
                          float[] answer = decoder.next(Arrays.copyOf(text, first));
                          for (int n = first; n < CONTEXT; n++) {
                            assertThat(answer)
                                .isEqualTo(whole(entry.getValue(), Arrays.copyOf(text, n)));
                            answer = decoder.next(text[n]);
                          }
                          assertThat(answer).isEqualTo(whole(entry.getValue(), text));
                        })));
  }

  @TestFactory
  Stream<DynamicTest> severalTokensAtOnceAreTheSameAsOneByOne() {
    return NETWORKS.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () -> {
                  int[] text = draw(15, 5);
                  Decoder parts = entry.getValue().decoder();
                  parts.next(Arrays.copyOf(text, 4));
                  assertThat(parts.next(Arrays.copyOfRange(text, 4, 15)))
                      .isEqualTo(whole(entry.getValue(), text));
                }));
  }

  @Test
  void aGptBeginsAnewWithTheLastHalfWhenTheContextIsFull() {
    GptModel model = gpt("gpt");
    int[] text = draw(60, 6);
    Decoder decoder = model.decoder();
    decoder.next(Arrays.copyOf(text, CONTEXT));
    int kept = CONTEXT / 2;
    assertThat(decoder.next(text[CONTEXT]))
        .isEqualTo(whole(model, Arrays.copyOfRange(text, CONTEXT + 1 - kept, CONTEXT + 1)));
    assertThat(decoder.next(text[CONTEXT + 1]))
        .isEqualTo(whole(model, Arrays.copyOfRange(text, CONTEXT + 1 - kept, CONTEXT + 2)));
    assertThat(model.decoder().next(text))
        .isEqualTo(whole(model, Arrays.copyOfRange(text, 48, 60)));
  }

  @Test
  void theParametersOfAGptHaveTheNamesOfGpt2() {
    assertThat(Parameters.of(gpt("gpt of odd sizes")).byName().keySet())
        .containsExactly(
            "wte.weight",
            "wpe.weight",
            "h.0.ln_1.weight",
            "h.0.ln_1.bias",
            "h.0.attn.c_attn.weight",
            "h.0.attn.c_attn.bias",
            "h.0.attn.c_proj.weight",
            "h.0.attn.c_proj.bias",
            "h.0.ln_2.weight",
            "h.0.ln_2.bias",
            "h.0.mlp.c_fc.weight",
            "h.0.mlp.c_fc.bias",
            "h.0.mlp.c_proj.weight",
            "h.0.mlp.c_proj.bias",
            "ln_f.weight",
            "ln_f.bias");
  }

  private final SplittableRandom random = new SplittableRandom(8);

  private Parameter p(int... sizes) {
    Shape shape = Shape.of(sizes);
    double[] numbers = random.doubles(shape.count(), -1, 1).toArray();
    return Parameter.of(Tensor.of(ElementType.F64, numbers, shape));
  }

  private Linear linear(int in, int out) {
    return new Linear(p(out, in), Optional.of(p(out)));
  }

  private LayerNorm norm(int width) {
    return new LayerNorm(Shape.of(width), Optional.of(p(width)), Optional.of(p(width)), 1e-3);
  }

  @TestFactory
  Stream<DynamicTest> theNetworksAgreeWithTheCentralDifference() {
    Tensor tokens = Tensor.of(draw(8, 9)).reshape(2, 4);
    GptBlock block =
        new GptBlock(
            norm(4),
            new GptBlock.Pair("c_attn", linear(4, 12), linear(4, 4)),
            norm(4),
            new GptBlock.Pair("c_fc", linear(4, 8), linear(8, 4)),
            2,
            new Dropout(0));
    LstmCell cell = new LstmCell(p(12, 3), p(12, 3), Optional.of(p(12)), Optional.of(p(12)));
    return Stream.of(
            new GptModel(
                Embedding.of(p(VOCABULARY, 4)),
                Embedding.of(p(4, 4)),
                new Dropout(0),
                List.of(block),
                norm(4)),
            new LstmModel(
                Embedding.of(p(VOCABULARY, 3)),
                new Lstm(List.of(cell), true, false, 0),
                new Dropout(0),
                linear(3, VOCABULARY)))
        .map(network ->
            DynamicTest.dynamicTest(
                network.toString(),
                () ->
                    GradientCheck.ofParameters(
                            "parameters",
                            random,
                            () -> network.forward(tokens, Pass.INFERENCE).square().mean(),
                            Parameters.of(network).list())
                        .require()));
  }

  private static GptModel gpt(String name) {
    return (GptModel) Objects.requireNonNull(NETWORKS.get(name));
  }
}
