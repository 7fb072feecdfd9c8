package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The mean of several networks' answers.
class EnsembleTest {

  private final SplittableRandom random = new SplittableRandom(5);
  private final List<Layer> members =
      List.of(Linear.of(2, 3, random), Linear.of(2, 3, random), Linear.of(2, 3, random));
  private final Tensor x = Tensor.of(new float[] {1, -2, 0.5f, 4}, Shape.of(2, 2));

  @Test
  void numbersAreAveraged() {
    float[] mean =
        new Ensemble(members, Ensemble.Answers.NUMBERS).forward(x, Pass.INFERENCE).toFloatArray();
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      for (Layer member : members) {
        sum += member.forward(x, Pass.INFERENCE).toFloatArray()[i];
      }
      assertThat((double) mean[i]).isCloseTo(sum / 3, within(1e-6));
    }
  }

  @Test
  void theSoftmaxOfTheAnswerIsTheMeanOfTheProbabilities() {
    Tensor answer = new Ensemble(members, Ensemble.Answers.CLASSES).forward(x, Pass.INFERENCE);
    float[] mean = answer.softmax(-1).toFloatArray();
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      for (Layer member : members) {
        sum += member.forward(x, Pass.INFERENCE).softmax(-1).toFloatArray()[i];
      }
      assertThat((double) mean[i]).isCloseTo(sum / 3, within(1e-6));
    }
  }

  @Test
  void aCertainClassOfOneMemberKeepsItsShare() {
    Layer certain = constant(1000, 0, 0);
    Layer unsure = constant(0, 0, 0);
    Ensemble two = new Ensemble(List.of(certain, unsure), Ensemble.Answers.CLASSES);
    assertThat(two.forward(x, Pass.INFERENCE).softmax(-1).toFloatArray())
        .containsExactly(
            new float[] {2 / 3f, 1 / 6f, 1 / 6f, 2 / 3f, 1 / 6f, 1 / 6f}, within(1e-6f));
  }

  private static Layer constant(float... logits) {
    return (x, _) ->
        Tensor.stack(0, Tensor.of(logits), Tensor.of(logits)).slice(0, 0, x.shape().size(0));
  }

  @Test
  void aRowHasTheSameBitsAloneAndAmongOthers() {
    for (Ensemble.Answers answers : Ensemble.Answers.values()) {
      Ensemble ensemble = new Ensemble(members, answers);
      float[] all = ensemble.forward(x, Pass.INFERENCE).toFloatArray();
      float[] second = ensemble.forward(x.slice(0, 1, 2), Pass.INFERENCE).toFloatArray();
      assertThat(second).containsExactly(Arrays.copyOfRange(all, 3, 6));
    }
  }

  @Test
  void parametersAreNamedByTheMember() {
    Ensemble ensemble = new Ensemble(members, Ensemble.Answers.NUMBERS);
    assertThat(Parameters.of(ensemble).byName().keySet())
        .containsExactly(
            "members.0.weight",
            "members.0.bias",
            "members.1.weight",
            "members.1.bias",
            "members.2.weight",
            "members.2.bias");
    assertThat(ensemble)
        .hasToString(
            """
            Ensemble(
              3 members, mean of the numbers, each:
              Linear(2 → 3)
            ) with 27 parameters\
            """);
  }

  @Test
  void anEmptyListAndAMissingMemberAreRefused() {
    assertThatThrownBy(() -> new Ensemble(List.of(), Ensemble.Answers.NUMBERS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "ensemble: it needs at least one member but the list is empty; give the networks");
    List<Layer> gap = new ArrayList<>(members);
    gap.set(1, null);
    assertThatThrownBy(() -> new Ensemble(gap, Ensemble.Answers.NUMBERS))
        .hasMessage("ensemble: member 1 is null; give a layer");
  }
}
