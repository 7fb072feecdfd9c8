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

  @Test
  void theStateOfAResidualNetworkHasTheNamesOfTorchvision() {
    var model = ResidualNetwork.ResNet.of(3, 16, 10, new SplittableRandom(1));
    Parameters parameters = Parameters.of(model);
    // ResNet-20 for CIFAR-10, with convolutions of 1×1 where the size changes.
    assertThat(parameters.count()).isEqualTo(272_474);
    assertThat(parameters.stateDict().keySet())
        .hasSize(21 * 6 + 2)
        .startsWith(
            "conv1.weight",
            "bn1.weight",
            "bn1.bias",
            "bn1.running_mean",
            "bn1.running_var",
            "bn1.num_batches_tracked",
            "layer1.0.conv1.weight",
            "layer1.0.bn1.weight")
        .contains(
            "layer2.0.conv2.weight",
            "layer2.0.downsample.0.weight",
            "layer2.0.downsample.1.running_var",
            "layer3.2.bn2.num_batches_tracked")
        .doesNotContain("layer1.0.downsample.0.weight", "conv1.bias")
        .endsWith("fc.weight", "fc.bias");
  }
}
