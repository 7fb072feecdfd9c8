package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LstmTest {

  private final SplittableRandom random = new SplittableRandom(9);

  @Test
  void theParametersHaveTheNamesOfPyTorch() {
    assertThat(Parameters.of(Lstm.of(3, 2, 2, true, random)).byName().keySet())
        .containsExactly(
            "weight_ih_l0",
            "weight_hh_l0",
            "bias_ih_l0",
            "bias_hh_l0",
            "weight_ih_l0_reverse",
            "weight_hh_l0_reverse",
            "bias_ih_l0_reverse",
            "bias_hh_l0_reverse",
            "weight_ih_l1",
            "weight_hh_l1",
            "bias_ih_l1",
            "bias_hh_l1",
            "weight_ih_l1_reverse",
            "weight_hh_l1_reverse",
            "bias_ih_l1_reverse",
            "bias_hh_l1_reverse");
    assertThat(Parameters.of(LstmCell.of(3, 2, random).withoutBias()).byName().keySet())
        .containsExactly("weight_ih", "weight_hh");
  }

  @Test
  void theInitialValuesAreWithinOneOverTheRootOfTheSize() {
    Lstm layer = Lstm.of(30, 100, random);
    for (Parameter parameter : Parameters.of(layer)) {
      assertThat(parameter.value().abs().max().item()).isBetween(0.095, 0.1);
    }
    assertThat(Parameters.of(layer).count()).isEqualTo(400 * (30 + 100 + 2));
  }

  @Test
  void theShapesAreThoseOfTheChosenOrderAndDirections() {
    Lstm layer = Lstm.of(3, 5, 2, true, random);
    LstmOutput output = layer.run(Tensor.zeros(7, 4, 3), Pass.INFERENCE);
    assertThat(output.output().shape()).isEqualTo(Shape.of(7, 4, 10));
    assertThat(output.hidden().shape()).isEqualTo(Shape.of(4, 4, 5));
    assertThat(output.cell().shape()).isEqualTo(Shape.of(4, 4, 5));
    assertThat(layer.withBatchFirst().forward(Tensor.zeros(4, 7, 3), Pass.INFERENCE).shape())
        .isEqualTo(Shape.of(4, 7, 10));
  }

  @Test
  void theLastStateIsTheEndOfTheOutput() {
    Lstm layer = Lstm.of(3, 5, 2, false, random).withBatchFirst();
    LstmOutput output = layer.run(Tensor.normal(Shape.of(4, 7, 3), 0, 1, random), Pass.INFERENCE);
    assertThat(output.last().toFloatArray()).isEqualTo(output.output().select(1, 6).toFloatArray());
  }

  @Test
  void theLastStateOfBothDirectionsIsTheEndOfEach() {
    Tensor x = Tensor.normal(Shape.of(4, 7, 3), 0, 1, random);
    for (boolean batchFirst : new boolean[] {false, true}) {
      Lstm plain = Lstm.of(3, 5, 2, true, random);
      Lstm layer = batchFirst ? plain.withBatchFirst() : plain;
      LstmOutput output = layer.run(x, Pass.INFERENCE);
      int steps = batchFirst ? 1 : 0;
      Tensor y = output.output();
      // The forward half ends at the last step, the reverse half at the first.
      Tensor forward = y.select(steps, y.shape().size(steps) - 1).slice(1, 0, 5);
      Tensor reverse = y.select(steps, 0).slice(1, 5, 10);
      assertThat(output.last().contentEquals(Tensor.concat(1, forward, reverse))).isTrue();
      LstmOutput alone = layer.run(x.select(1 - steps, 0), Pass.INFERENCE);
      assertThat(alone.last().shape()).isEqualTo(Shape.of(10));
      assertThat(alone.last().contentEquals(output.last().select(0, 0))).isTrue();
    }
  }

  @Test
  void theStatesOfPyTorchBecomeOursAndComeBack() {
    Lstm layer = Lstm.of(3, 5, 2, true, random);
    Tensor h0 = Tensor.normal(Shape.of(4, 2, 5), 0, 1, random);
    Tensor c0 = Tensor.normal(Shape.of(4, 2, 5), 0, 1, random);
    List<LstmState> states = LstmState.of(h0, c0);
    assertThat(states).hasSize(4);
    assertThat(states.get(2).cell().contentEquals(c0.select(0, 2))).isTrue();
    LstmOutput output = new LstmOutput(Tensor.zeros(1, 2, 10), states);
    assertThat(output.hidden().contentEquals(h0)).isTrue();
    assertThat(output.cell().contentEquals(c0)).isTrue();
    Tensor x = Tensor.normal(Shape.of(6, 2, 3), 0, 1, random);
    LstmOutput first = layer.run(x.slice(0, 0, 3), Pass.INFERENCE);
    LstmOutput next =
        layer.run(x.slice(0, 3, 6), LstmState.of(first.hidden(), first.cell()), Pass.INFERENCE);
    LstmOutput same = layer.run(x.slice(0, 3, 6), first.states(), Pass.INFERENCE);
    assertThat(next.output().contentEquals(same.output())).isTrue();
    assertThat(LstmState.of(h0.select(1, 0), c0.select(1, 0)).getFirst().hidden().shape())
        .isEqualTo(Shape.of(5));
    assertThatThrownBy(() -> LstmState.of(h0, c0.slice(0, 0, 2)))
        .hasMessage(
            "lstm: the hidden state has shape [4, 2, 5] but the cell state [2, 2, 5]; they must be"
                + " equal, [N, H] or [H], or h the shorter in the last axis where it is projected");
    assertThatThrownBy(() -> LstmState.of(Tensor.zeros(5), Tensor.zeros(5)))
        .hasMessage(
            "lstm: the states h_0 and c_0 have shape [5] but must be [cells, N, H], or [cells, H] for"
                + " one sequence; reshape them");
  }

  @Test
  void aProjectionMakesTheStateSmaller() {
    Lstm layer = Lstm.of(3, 5, 2, 2, true, random).withBatchFirst();
    assertThat(Parameters.of(layer).byName().keySet())
        .hasSize(20)
        .startsWith("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", "weight_hr_l0")
        .endsWith("weight_hr_l1_reverse");
    assertThat(layer.cells().get(2).weightInput().shape()).isEqualTo(Shape.of(20, 4));
    assertThat(layer.cells().getFirst().weightHidden().shape()).isEqualTo(Shape.of(20, 2));
    Tensor x = Tensor.normal(Shape.of(4, 7, 3), 0, 1, random);
    LstmOutput output = layer.run(x, Pass.INFERENCE);
    assertThat(output.output().shape()).isEqualTo(Shape.of(4, 7, 4));
    assertThat(output.hidden().shape()).isEqualTo(Shape.of(4, 4, 2));
    assertThat(output.cell().shape()).isEqualTo(Shape.of(4, 4, 5));
    assertThat(output.last().shape()).isEqualTo(Shape.of(4, 4));
    assertThat(LstmState.of(output.hidden(), output.cell())).hasSize(4);
    LstmOutput alone = layer.run(x.select(0, 1), Pass.INFERENCE);
    assertThat(alone.output().contentEquals(output.output().select(0, 1))).isTrue();
    assertThat(alone.cell().shape()).isEqualTo(Shape.of(4, 5));
    Tensor whole = layer.run(x, Tensor.of(7L, 7, 7, 7), Pass.INFERENCE).output();
    assertThat(whole.allclose(output.output())).isTrue();
    assertThat(layer).hasToString("Lstm(3 → 5 → 2, 2 layers, both directions, batch first)");
    LstmCell cell = LstmCell.of(3, 5, 2, random).withForgetBias(1);
    assertThat(cell).hasToString("LstmCell(3 → 5 → 2)");
    assertThat(cell.withoutBias().forward(x.select(1, 0)).shape()).isEqualTo(Shape.of(4, 2));
    assertThat(layer.withDropout(0.5).forward(x, new Pass.Training(random)).toFloatArray())
        .isNotEqualTo(output.output().toFloatArray());
  }

  @Test
  void aProjectionThatDoesNotFitIsRefused() {
    LstmCell cell = LstmCell.of(3, 5, 2, random);
    Optional<Parameter> bias = cell.biasInput();
    for (Tensor wrong : new Tensor[] {Tensor.zeros(5, 5), Tensor.zeros(2, 4), Tensor.zeros(5)}) {
      assertThatThrownBy(() ->
              new LstmCell(
                  cell.weightInput(),
                  cell.weightHidden(),
                  bias,
                  bias,
                  Optional.of(Parameter.of(wrong))))
          .isInstanceOf(ShapeException.class)
          .hasMessage(
              "lstm: the projection has shape %s but must be [P, 5] with P from 1 to 4; a projection makes the state smaller"
                  .formatted(wrong.shape()));
    }
    assertThatThrownBy(() -> Lstm.of(3, 5, 5, 1, false, random))
        .hasMessage(
            "lstm: the projection has shape [5, 5] but must be [P, 5] with P from 1 to 4; a projection makes the state smaller");
    assertThatThrownBy(() ->
            new LstmCell(
                cell.weightInput(),
                Parameter.of(Tensor.zeros(20, 5)),
                bias,
                bias,
                cell.projection()))
        .hasMessage(
            "lstm: the hidden weight has shape [20, 5] but must be [20, 2] for the input weight [20, 3]; give [4H, P]");
    assertThatThrownBy(() -> new Lstm(List.of(cell, cell), false, false, 0))
        .hasMessage(
            "lstm: cell 1 is 3 → 5 → 2 but must be 2 → 5 → 2; give every layer the size of the first and the output of the one before");
    Lstm layer = Lstm.of(3, 5, 2, 1, false, random);
    assertThatThrownBy(() -> layer.forward(Tensor.zeros(4, 2, 4), Pass.INFERENCE))
        .hasMessage(
            "lstm: x must be [T, N, 3] with at least one step for a projected state but is [4, 2, 4] (input weight [20, 3]); check the layer sizes\nin Lstm(3 → 5 → 2)");
    LstmState wide = LstmState.zeros(ElementType.F32, 2, 5);
    assertThatThrownBy(() -> cell.step(Tensor.zeros(2, 3), wide))
        .hasMessage(
            "lstm: the first state must be [2, 2] but is [2, 5] (x [1, 2, 3], input weight [20, 3]); check the layer sizes");
    LstmState other = new LstmState(Tensor.zeros(2, 2), Tensor.zeros(2, 4));
    assertThatThrownBy(() -> cell.step(Tensor.zeros(2, 3), other))
        .hasMessage(
            "lstm: the first cells must be [2, 5] but is [2, 4] (x [1, 2, 3], input weight [20, 3]); check the layer sizes");
  }

  @Test
  void stepsOfTheCellAreTheSequence() {
    Lstm layer = Lstm.of(3, 5, random);
    LstmCell cell = layer.cells().getFirst();
    Tensor x = Tensor.normal(Shape.of(4, 2, 3), 0, 1, random);
    LstmState state = LstmState.zeros(ElementType.F32, 2, 5);
    for (int t = 0; t < 4; t++) {
      state = cell.step(x.select(0, t), state);
    }
    LstmOutput whole = layer.run(x, Pass.INFERENCE);
    assertThat(state.hidden().toFloatArray()).isEqualTo(whole.last().toFloatArray());
    assertThat(state.cell().toFloatArray())
        .isEqualTo(whole.states().getLast().cell().toFloatArray());
    assertThat(cell.forward(x.select(0, 0)).toFloatArray())
        .isEqualTo(layer.run(x.slice(0, 0, 1), Pass.INFERENCE).last().toFloatArray());
  }

  @Test
  void oneSequenceAloneIsABatchOfOne() {
    Tensor x = Tensor.normal(Shape.of(4, 3), 0, 1, random);
    for (Lstm layer :
        List.of(Lstm.of(3, 5, 2, true, random), Lstm.of(3, 5, 2, true, random).withBatchFirst())) {
      int axis = layer.batchFirst() ? 0 : 1;
      LstmOutput batch = layer.run(x.unsqueeze(axis), Pass.INFERENCE);
      LstmOutput alone = layer.run(x, Pass.INFERENCE);
      assertThat(alone.output().contentEquals(batch.output().squeeze(axis))).isTrue();
      assertThat(alone.hidden().contentEquals(batch.hidden().squeeze(1))).isTrue();
      assertThat(alone.cell().shape()).isEqualTo(Shape.of(4, 5));
      LstmOutput next = layer.run(x, alone.states(), Pass.INFERENCE);
      LstmOutput nextBatch = layer.run(x.unsqueeze(axis), batch.states(), Pass.INFERENCE);
      assertThat(next.last().contentEquals(nextBatch.last().squeeze(0))).isTrue();
    }
    LstmCell cell = LstmCell.of(3, 5, random);
    Tensor first = x.select(0, 0);
    assertThat(cell.forward(first).contentEquals(cell.forward(first.unsqueeze(0)).squeeze(0)))
        .isTrue();
  }

  @Test
  void aDetachedStateLetsNoGradientIntoThePartBefore() {
    Lstm layer = Lstm.of(3, 5, random);
    Tensor first = Tensor.normal(Shape.of(4, 2, 3), 0, 1, random).requiresGrad();
    LstmState state = layer.run(first, Pass.INFERENCE).states().getFirst();
    assertThat(state.hidden().isTracked()).isTrue();
    assertThat(state.detach().hidden().isTracked()).isFalse();
    assertThat(state.detach().cell().isTracked()).isFalse();
  }

  @Test
  void dropoutWorksBetweenTheLayersInTrainingOnly() {
    Tensor x = Tensor.normal(Shape.of(4, 2, 3), 0, 1, random);
    Lstm two = Lstm.of(3, 5, 2, false, random);
    Lstm dropping = two.withDropout(0.5);
    float[] expected = two.forward(x, Pass.INFERENCE).toFloatArray();
    assertThat(dropping.forward(x, Pass.INFERENCE).toFloatArray()).isEqualTo(expected);
    assertThat(dropping.forward(x, new Pass.Training(random)).toFloatArray())
        .isNotEqualTo(expected);
    for (boolean bidirectional : new boolean[] {false, true}) {
      Lstm one = Lstm.of(3, 5, 1, bidirectional, random);
      assertThat(one.withDropout(0)).isEqualTo(one);
      assertThatThrownBy(() -> one.withDropout(0.5))
          .hasMessage(
              "lstm: the dropout is 0.5 but acts between layers and there is only one; add a layer, or"
                  + " put a Dropout after this one");
    }
  }

  @Test
  void withoutBiasesIsWithBiasesOfZero() {
    Tensor x = Tensor.normal(Shape.of(4, 2, 3), 0, 1, random);
    Lstm layer = Lstm.of(3, 5, random);
    LstmCell cell = layer.cells().getFirst();
    cell.biasInput().orElseThrow().replace(Tensor.zeros(20));
    cell.biasHidden().orElseThrow().replace(Tensor.zeros(20));
    assertThat(layer.withoutBias().forward(x, Pass.INFERENCE).toFloatArray())
        .isEqualTo(layer.forward(x, Pass.INFERENCE).toFloatArray());
  }

  @Test
  void theForgetBiasIsTheSumOfBothBiasesAtTheForgetGates() {
    LstmCell before = LstmCell.of(3, 2, random);
    Lstm layer = new Lstm(List.of(before), false, false, 0).withForgetBias(1.5);
    LstmCell cell = layer.cells().getFirst();
    float[] old = before.biasInput().orElseThrow().value().toFloatArray();
    float[] sum =
        cell.biasInput()
            .orElseThrow()
            .value()
            .add(cell.biasHidden().orElseThrow().value())
            .toFloatArray();
    assertThat(cell.biasInput().orElseThrow().value().toFloatArray())
        .containsExactly(old[0], old[1], 1.5f, 1.5f, old[4], old[5], old[6], old[7]);
    assertThat(sum[2]).isEqualTo(1.5f);
    assertThat(sum[3]).isEqualTo(1.5f);
    assertThat(cell.weightInput()).isSameAs(before.weightInput());
    assertThatThrownBy(() -> before.withoutBias().withForgetBias(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "lstm: the forget bias needs biases but LstmCell(3 → 2, no bias) has none; make it with biases");
  }

  @Test
  void theTextNamesWhatIsUnusual() {
    assertThat(Lstm.of(32, 128, random)).hasToString("Lstm(32 → 128)");
    assertThat(Lstm.of(3, 5, 2, true, random).withBatchFirst().withDropout(0.1).withoutBias())
        .hasToString("Lstm(3 → 5, 2 layers, both directions, batch first, dropout 0.1, no bias)");
    assertThat(LstmCell.of(3, 5, random).withoutBias()).hasToString("LstmCell(3 → 5, no bias)");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    LstmCell cell = LstmCell.of(3, 5, random);
    Parameter wi = cell.weightInput();
    Parameter wh = cell.weightHidden();
    Optional<Parameter> bias = cell.biasInput();
    assertThatThrownBy(() -> new LstmCell(Parameter.of(Tensor.zeros(6, 3)), wh, bias, bias))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "lstm: the input weight has shape [6, 3] but must be [4H, in]; give four gates of H rows");
    assertThatThrownBy(() -> new LstmCell(wi, wi, bias, bias))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "lstm: the hidden weight has shape [20, 3] but must be [20, 5] for the input weight [20, 3]; give [4H, H]");
    assertThatThrownBy(() -> new LstmCell(wi, wh, bias, Optional.of(Parameter.of(Tensor.zeros(5)))))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "lstm: a bias has shape [5] but the input weight [20, 3] has 20 rows; give a bias of [20]");
    assertThatThrownBy(() -> new LstmCell(wi, wh, bias, Optional.empty()))
        .hasMessage(
            "lstm: there is one bias but there must be two or none; give an input and a hidden bias");
    assertThatThrownBy(() -> new Lstm(List.of(), false, false, 0))
        .hasMessage(
            "lstm: there are 0 cells for 1 direction; give at least one layer, each with 1");
    assertThatThrownBy(() -> new Lstm(List.of(cell), false, true, 0))
        .hasMessage(
            "lstm: there are 1 cells for 2 directions; give at least one layer, each with 2");
    assertThatThrownBy(() -> new Lstm(List.of(cell, cell), false, false, 0))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "lstm: cell 1 is 3 → 5 but must be 5 → 5; give every layer the size of the first and the output of the one before");
    assertThatThrownBy(() -> new Lstm(List.of(cell), false, false, 1))
        .hasMessage("lstm: the dropout is 1.0 but must be at least 0 and below 1; 0 is none");
    Lstm layer = Lstm.of(3, 5, random);
    assertThatThrownBy(() -> layer.run(Tensor.zeros(4, 2, 3), List.of(), Pass.INFERENCE))
        .hasMessage("lstm: there are 0 states for 1 cells; give one for each");
    assertThatThrownBy(() -> layer.forward(Tensor.zeros(3), Pass.INFERENCE))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "lstm: x must be [T, N, in], or [T, in] for one sequence, but is [3]; reshape it\nin Lstm(3 → 5)");
    assertThatThrownBy(() -> layer.withBatchFirst().forward(Tensor.zeros(3), Pass.INFERENCE))
        .hasMessage(
            "lstm: x must be [N, T, in], or [T, in] for one sequence, but is [3]; reshape it\nin Lstm(3 → 5, batch first)");
  }
}
