package dev.adjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("tiny")
class ExamplesTest {

  @Test
  void theFirstNetworkTellsTheMoonsApart() {
    assertThat(FirstNetwork.run()).isGreaterThan(0.97);
  }

  @Test
  void aModelOfOnesOwnFitsItsSamples() {
    double[] losses = OwnModel.run();
    assertThat(losses[1]).isLessThan(0.01 * losses[0]);
  }

  @Test
  void theSequenceClassifierRemembersTheFirstOfManySteps() {
    assertThat(SequenceClassifier.run()).isGreaterThan(0.97);
  }

  @Test
  void theParametersOfAModelOfOnesOwnAreNamedByItsComponents() {
    var random = new SplittableRandom(1);
    var model =
        new OwnModel.Residual(
            Linear.of(1, 2, random), Linear.of(2, 2, random), Linear.of(2, 1, random));
    assertThat(Parameters.of(model).byName().keySet())
        .containsExactly(
            "first.weight",
            "first.bias",
            "second.weight",
            "second.bias",
            "head.weight",
            "head.bias");
  }

  @Test
  void aSmallResidualNetworkLearnsToTellImagesApart() {
    assertThat(ResidualNetwork.run()).isGreaterThan(0.9);
  }
}
