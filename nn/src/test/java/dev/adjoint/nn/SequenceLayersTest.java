package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.GradientCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The layers for sequences: recurrent units, convolutions, transformers, bags and pooling.
class SequenceLayersTest {

  private final SplittableRandom random = new SplittableRandom(12);

  private Tensor draw(int... sizes) {
    Shape shape = Shape.of(sizes);
    return Tensor.of(ElementType.F64, random.doubles(shape.count(), -1, 1).toArray(), shape);
  }

  private Parameter p(int... sizes) {
    return Parameter.of(draw(sizes));
  }

  private GruCell cell(int in, int size) {
    return new GruCell(
        p(3 * size, in), p(3 * size, size), Optional.of(p(3 * size)), Optional.of(p(3 * size)));
  }

  private Linear linear(int in, int out) {
    return new Linear(p(out, in), Optional.of(p(out)));
  }

  private LayerNorm norm(int width) {
    return new LayerNorm(Shape.of(width), Optional.of(p(width)), Optional.of(p(width)), 1e-3);
  }

  private TransformerEncoderLayer transformer(boolean normFirst, boolean causal) {
    return new TransformerEncoderLayer(
        new MultiheadAttention(p(12, 4), Optional.of(p(12)), linear(4, 4), 2, causal),
        linear(4, 5),
        linear(5, 4),
        norm(4),
        norm(4),
        Activation.GELU,
        new Dropout(0),
        normFirst);
  }

  @TestFactory
  Stream<DynamicTest> everyLayerAgreesWithTheCentralDifference() {
    Map<Layer, Tensor> cases = new LinkedHashMap<>();
    cases.put(new Gru(List.of(cell(3, 2), cell(3, 2)), true, true, 0), draw(2, 3, 3));
    cases.put(cell(3, 2), draw(2, 3));
    cases.put(new Conv1d(p(4, 2, 3), Optional.of(p(4)), 2, 2, 1, 2, 2), draw(2, 4, 6));
    cases.put(transformer(false, false), draw(2, 3, 4));
    cases.put(
        new TransformerEncoder(
            List.of(transformer(true, true), transformer(true, true)), Optional.of(norm(4))),
        draw(2, 3, 4));
    return cases.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey().toString(), () -> check(entry.getKey(), entry.getValue())));
  }

  private void check(Layer layer, Tensor x) {
    Function<Tensor, Tensor> run = in -> layer.forward(in, Pass.INFERENCE);
    GradientCheck.first("x", random, in -> run.apply(in[0]), x).require();
    GradientCheck.second("x", random, in -> run.apply(in[0]), x).require();
    GradientCheck.ofParameters(
            "parameters", random, () -> run.apply(x).square().sum(), Parameters.of(layer).list())
        .require();
  }

  @TestFactory
  Stream<DynamicTest> everyPoolingAgreesWithTheCentralDifference() {
    Tensor x = draw(3, 4, 2);
    Tensor mask =
        Tensor.of(true, true, false, false, false, true, false, true, false, false, false, false)
            .reshape(3, 4);
    return Stream.of(TimePooling.values())
        .map(pooling ->
            DynamicTest.dynamicTest(
                pooling.name(),
                () -> {
                  GradientCheck.first("x", random, in -> pooling.forward(in[0], mask), x).require();
                  GradientCheck.second("x", random, in -> pooling.forward(in[0], mask), x)
                      .require();
                }));
  }

  @TestFactory
  Stream<DynamicTest> everyBagAgreesWithTheCentralDifference() {
    Tensor x = Tensor.of(new long[] {1, 2, 2, 3, 0, 0, 0, 0, 0}, Shape.of(3, 3));
    return Stream.of(EmbeddingBag.Mode.values())
        .map(mode ->
            DynamicTest.dynamicTest(
                mode.name(),
                () -> {
                  EmbeddingBag bag = new EmbeddingBag(p(4, 3), mode, OptionalInt.of(0));
                  GradientCheck.ofParameters(
                          "weight",
                          random,
                          () -> bag.forward(x).square().sum(),
                          Parameters.of(bag).list())
                      .require();
                }));
  }

  @Test
  void poolingLeavesOutWhatTheMaskHides() {
    Tensor x = Tensor.of(new float[] {1, 8, 3, 6, 5, 4, 9, 9, 9, 9, 9, 9}, Shape.of(2, 3, 2));
    Tensor mask = Tensor.of(true, false, true, false, false, false).reshape(2, 3);
    assertThat(TimePooling.SUM.forward(x, mask).toFloatArray()).containsExactly(6, 12, 0, 0);
    assertThat(TimePooling.MEAN.forward(x, mask).toFloatArray()).containsExactly(3, 6, 0, 0);
    assertThat(TimePooling.MAX.forward(x, mask).toFloatArray()).containsExactly(5, 8, 0, 0);
    assertThat(TimePooling.LAST.forward(x, mask).toFloatArray()).containsExactly(5, 4, 0, 0);
  }

  @Test
  void whatThePaddingHoldsChangesNothing() {
    TransformerEncoder encoder = TransformerEncoder.of(2, 8, 2, 16, random);
    Tensor x = Tensor.normal(Shape.of(2, 5, 8), 0, 1, random);
    Tensor mask = Tensor.of(true, true, true, false, false, true, true, true, true, true);
    Tensor words = mask.reshape(2, 5);
    Tensor other = x.where(words.unsqueeze(-1), Tensor.scalar(7f));
    Tensor seen = words.reshape(2, 1, 1, 5);
    assertThat(
            TimePooling.MEAN
                .forward(encoder.forward(x, seen, Pass.INFERENCE), words)
                .contentEquals(
                    TimePooling.MEAN.forward(encoder.forward(other, seen, Pass.INFERENCE), words)))
        .isTrue();
  }

  @Test
  void aCausalLayerDoesNotSeeLaterSteps() {
    Tensor x = Tensor.normal(Shape.of(1, 6, 8), 0, 1, random);
    TransformerEncoderLayer layer = TransformerEncoderLayer.of(8, 2, 16, random).asCausal();
    Tensor whole = layer.forward(x, Pass.INFERENCE).slice(1, 0, 4);
    assertThat(whole.contentEquals(layer.forward(x.slice(1, 0, 4), Pass.INFERENCE))).isTrue();
    Conv1d conv = Conv1d.of(6, 3, 3, random).withDilation(2).asCausal();
    Tensor sequence = Tensor.normal(Shape.of(1, 6, 9), 0, 1, random);
    assertThat(
            conv.forward(sequence)
                .slice(2, 0, 5)
                .contentEquals(conv.forward(sequence.slice(2, 0, 5))))
        .isTrue();
  }

  @Test
  void theParametersHaveTheNamesOfPyTorch() {
    assertThat(Parameters.of(Gru.of(3, 2, 2, true, random)).byName().keySet())
        .contains("weight_ih_l0", "bias_hh_l0_reverse", "weight_hh_l1_reverse")
        .hasSize(16);
    TransformerEncoder encoder = TransformerEncoder.of(2, 4, 2, 8, random);
    assertThat(Parameters.of(encoder).byName().keySet())
        .hasSize(24)
        .startsWith(
            "layers.0.self_attn.in_proj_weight",
            "layers.0.self_attn.in_proj_bias",
            "layers.0.self_attn.out_proj.weight",
            "layers.0.self_attn.out_proj.bias",
            "layers.0.linear1.weight",
            "layers.0.linear1.bias",
            "layers.0.linear2.weight",
            "layers.0.linear2.bias",
            "layers.0.norm1.weight",
            "layers.0.norm1.bias",
            "layers.0.norm2.weight",
            "layers.0.norm2.bias",
            "layers.1.self_attn.in_proj_weight");
    assertThat(Parameters.of(new TransformerEncoder(encoder.layers(), Optional.of(norm(4)))))
        .hasSize(26);
  }

  @Test
  void dropoutActsInTrainingOnly() {
    TransformerEncoderLayer layer = TransformerEncoderLayer.of(8, 2, 16, random);
    Tensor x = Tensor.normal(Shape.of(1, 3, 8), 0, 1, random);
    Tensor y = layer.forward(x, Pass.INFERENCE);
    Pass training = new Pass.Training(new SplittableRandom(1));
    assertThat(y.contentEquals(layer.forward(x, Pass.INFERENCE))).isTrue();
    assertThat(y.contentEquals(layer.forward(x, training))).isFalse();
    assertThat(y.contentEquals(layer.withDropout(0).forward(x, training))).isTrue();
  }

  @Test
  void stepsOfTheGruAreTheSequenceAndOneSequenceIsABatchOfOne() {
    Gru layer = Gru.of(3, 5, random);
    Tensor x = Tensor.normal(Shape.of(4, 2, 3), 0, 1, random);
    Tensor h = Tensor.zeros(2, 5);
    for (int t = 0; t < 4; t++) {
      h = layer.cells().getFirst().step(x.select(0, t), h);
    }
    GruOutput whole = layer.run(x, Pass.INFERENCE);
    assertThat(h.contentEquals(whole.last())).isTrue();
    GruOutput alone = layer.run(x.select(1, 1), Pass.INFERENCE);
    assertThat(alone.output().contentEquals(whole.output().select(1, 1))).isTrue();
    assertThat(alone.last().contentEquals(whole.last().select(0, 1))).isTrue();
    GruOutput first = layer.run(x.slice(0, 0, 2), Pass.INFERENCE);
    GruOutput second = layer.run(x.slice(0, 2), first.states(), Pass.INFERENCE);
    assertThat(second.last().contentEquals(whole.last())).isTrue();
  }

  @Test
  void aLayerReadsAsItIsMade() {
    assertThat(Gru.of(3, 5, 2, true, random).withBatchFirst().withDropout(0.5).withoutBias())
        .hasToString("Gru(3 → 5, 2 layers, both directions, batch first, dropout 0.5, no bias)");
    assertThat(GruCell.of(3, 5, random)).hasToString("GruCell(3 → 5)");
    assertThat(Conv1d.of(4, 6, 3, 2, random).withSamePadding().withStride(2).withDilation(3))
        .hasToString("Conv1d(4 → 6, 3, stride 2, padding 1, dilation 3, groups 2)");
    assertThat(Conv1d.of(4, 6, 3, random).asCausal().withoutBias())
        .hasToString("Conv1d(4 → 6, 3, padding 2×0, no bias)");
    assertThat(EmbeddingBag.of(9, 4, random).withMode(EmbeddingBag.Mode.SUM).withPadding(0))
        .hasToString("EmbeddingBag(9 → 4, sum, padding 0)");
    assertThat(TransformerEncoderLayer.of(8, 2, 16, random).withNormFirst().asCausal())
        .hasToString(
            "TransformerEncoderLayer(8, 2 heads, inner 16, ReLU, dropout 0.1, norm first, causal)");
  }

  @TestFactory
  @SuppressWarnings("NullAway") // null is what is refused
  Stream<DynamicTest> whatCannotWorkIsRefused() {
    Map<String, ThrowingCallable> cases = new LinkedHashMap<>();
    cases.put(
        "gru: the number of inputs is 0 but must be at least 1; give the size of the last axis of x",
        () -> Gru.of(0, 2, random));
    cases.put(
        "gru: the input weight has shape [4, 2] but must be [3H, in]; give three gates of H rows",
        () -> new GruCell(p(4, 2), p(4, 2), Optional.empty(), Optional.empty()));
    cases.put(
        "gru: the hidden weight has shape [6, 3] but must be [6, 2] for the input weight [6, 2]; give"
            + " [3H, H]",
        () -> new GruCell(p(6, 2), p(6, 3), Optional.empty(), Optional.empty()));
    cases.put(
        "gru: there is one bias but there must be two or none; give an input and a hidden bias",
        () -> new GruCell(p(6, 2), p(6, 2), Optional.of(p(6)), Optional.empty()));
    cases.put(
        "gru: a bias has shape [5] but the input weight [6, 2] has 6 rows; give a bias of [6]",
        () -> new GruCell(p(6, 2), p(6, 2), Optional.of(p(5)), Optional.of(p(6))));
    cases.put(
        "gru: x must be [T, N, in], or [T, in] for one sequence, with at least one step, but is [0, 2,"
            + " 3]; reshape it",
        () -> Gru.of(3, 2, random).forward(Tensor.zeros(0, 2, 3), Pass.INFERENCE));
    cases.put(
        "gru: state 0 has shape [1, 5] but x [4, 2, 3] needs [2, 5]; give [N, H], or [H] for one"
            + " sequence",
        () ->
            Gru.of(3, 5, random)
                .run(Tensor.zeros(4, 2, 3), List.of(Tensor.zeros(1, 5)), Pass.INFERENCE));
    cases.put(
        "gru: there are 0 states for 1 cells; give one for each",
        () -> Gru.of(3, 5, random).run(Tensor.zeros(4, 2, 3), List.of(), Pass.INFERENCE));
    cases.put(
        "gru: the dropout is 0.5 but acts between layers and there is only one; add a layer, or put a"
            + " Dropout after this one",
        () -> Gru.of(3, 5, random).withDropout(0.5));
    cases.put(
        "gru: cell 0 is null; give a GruCell",
        () -> {
          List<GruCell> cells = new ArrayList<>();
          cells.add(null);
          new Gru(cells, false, false, 0);
        });
    cases.put(
        "conv1d: x must be [N, C, L], or [C, L] for one sequence, but is [4]; reshape it",
        () -> Conv1d.of(4, 2, 3, random).forward(Tensor.zeros(4)));
    cases.put(
        "conv1d: 3 inputs cannot be cut into 2 equal groups; change the inputs or the groups",
        () -> Conv1d.of(3, 2, 3, 2, random));
    cases.put(
        "conv1d: the padding must be at least 0 but is -1 before and -1 after; 0 is the default",
        () -> Conv1d.of(4, 2, 3, random).withPadding(-1));
    cases.put(
        "conv1d: the stride is 0 but must be at least 1; 1 is the default",
        () -> Conv1d.of(4, 2, 3, random).withStride(0));
    cases.put(
        "conv1d: the weight has shape [2, 3] but must be [out, in/groups, length]; reshape it",
        () -> new Conv1d(p(2, 3), Optional.empty(), 1, 0, 0, 1, 1));
    cases.put(
        "conv1d: the bias has shape [3] but the weight [2, 3, 3] has 2 outputs; give a bias of [2]",
        () -> new Conv1d(p(2, 3, 3), Optional.of(p(3)), 1, 0, 0, 1, 1));
    cases.put(
        "conv1d: 3 outputs cannot be cut into 2 equal groups (weight [3, 1, 3]); change the outputs or"
            + " the groups",
        () -> new Conv1d(p(3, 1, 3), Optional.empty(), 1, 0, 0, 1, 2));
    cases.put(
        "embedding bag: x must be [N, T], one row of indices for each bag, but is [3]; reshape it",
        () -> EmbeddingBag.of(4, 2, random).forward(Tensor.of(1L, 2, 3)));
    cases.put(
        "embedding bag: the padding index is 4 but must be within 0 … 3 (weight [4, 2]); choose a row"
            + " of the weight",
        () -> EmbeddingBag.of(4, 2, random).withPadding(4));
    cases.put(
        "embedding bag: the weight has shape [3] but must be [vocabulary, width]; give a matrix",
        () -> new EmbeddingBag(p(3), EmbeddingBag.Mode.SUM, OptionalInt.empty()));
    Tensor bag = Tensor.of(new long[] {1, 2}, Shape.of(1, 2));
    cases.put(
        "embedding bag: weights are for sums but the mode is MEAN; use withMode(Mode.SUM)",
        () -> EmbeddingBag.of(4, 2, random).forward(bag, Tensor.zeros(1, 2)));
    cases.put(
        "embedding bag: the weights have shape [2] but the indices [1, 2]; give one weight for each"
            + " index",
        () ->
            EmbeddingBag.of(4, 2, random)
                .withMode(EmbeddingBag.Mode.SUM)
                .forward(bag, Tensor.zeros(2)));
    cases.put(
        "time pooling: x is [2, 3, 4] and the mask F32 [2, 3], but they must be [N, T, W] and BOOL [N,"
            + " T]; give one truth for each step",
        () -> TimePooling.MEAN.forward(Tensor.zeros(2, 3, 4), Tensor.zeros(2, 3)));
    cases.put(
        "transformer encoder: there are no layers; give at least one",
        () -> new TransformerEncoder(List.of(), Optional.empty()));
    cases.put(
        "transformer encoder: the number of layers is 0 but must be at least 1; 2 to 12 are usual",
        () -> TransformerEncoder.of(0, 4, 2, 8, random));
    TransformerEncoderLayer layer = transformer(false, false);
    cases.put(
        "transformer encoder layer: the attention is 4 wide and the linear layers are [5, 3] and [4,"
            + " 5]; make them W → inner and inner → W",
        () ->
            new TransformerEncoderLayer(
                layer.selfAttn(),
                linear(3, 5),
                layer.linear2(),
                layer.norm1(),
                layer.norm2(),
                layer.activation(),
                layer.dropout(),
                false));
    return cases.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () -> assertThatThrownBy(entry.getValue()).hasMessage(entry.getKey())));
  }
}
