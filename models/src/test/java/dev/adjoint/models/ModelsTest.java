package dev.adjoint.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.GradientCheck;
import dev.adjoint.tensor.check.Verdict;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The networks have the published sizes, names and answers.
final class ModelsTest {

  private static SplittableRandom random() {
    return new SplittableRandom(5);
  }

  private static long stored(Layer network) {
    return Parameters.of(network).stateDict().values().stream()
        .mapToLong(tensor -> tensor.shape().count())
        .sum();
  }

  @Test
  void theNetworksHaveThePublishedNumbersOfParameters() {
    assertThat(Parameters.of(ResNet.of(3, 20, 16, 10, random())).count()).isEqualTo(269_722);
    assertThat(Parameters.of(ResNet.of(3, 110, 16, 10, random())).count()).isEqualTo(1_727_962);
    assertThat(Parameters.of(MobileNetV2.of(3, 224, 0.2, 1000, random())).count())
        .isEqualTo(3_504_872);
    assertThat(Parameters.of(SmallCnn.of(1, 8, 2, 0, 10, random())).count())
        .isEqualTo(8 * 9 + 16 + 16 * 8 * 9 + 32 + 170);
  }

  @Test
  void theNumberOfWeightsIsKnownBeforeTheNetworkIsBuilt() {
    assertThat(ResNet.weightCount(1, 32, 8, 7)).isEqualTo(stored(ResNet.of(1, 32, 8, 7, random())));
    assertThat(MobileNetV2.weightCount(3, 7))
        .isEqualTo(stored(MobileNetV2.of(3, 64, 0, 7, random())));
    assertThat(SmallCnn.weightCount(3, 6, 3, 2))
        .isEqualTo(stored(SmallCnn.of(3, 6, 3, 0.1, 2, random())));
    assertThatThrownBy(() -> SmallCnn.weightCount(3, Integer.MAX_VALUE, 20, 2))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void parametersHaveThePublishedNames() {
    assertThat(Parameters.of(ResNet.of(3, 20, 16, 10, random())).stateDict().keySet())
        .hasSize(116)
        .contains("conv1.weight", "layer1.0.bn1.running_mean", "layer3.2.conv2.weight")
        .contains("linear.bias");
    assertThat(Parameters.of(MobileNetV2.of(3, 64, 0.2, 10, random())).stateDict().keySet())
        .hasSize(314)
        .contains("features.0.0.weight", "features.1.conv.0.0.weight")
        .contains("features.1.conv.2.running_var", "features.17.conv.3.num_batches_tracked")
        .contains("features.18.1.bias", "classifier.1.weight");
  }

  @Test
  void imagesOfAnySizeAreAnswered() {
    for (Layer network :
        new Layer[] {
          SmallCnn.of(3, 4, 4, 0.2, 5, random()),
          ResNet.of(3, 8, 4, 5, random()),
          MobileNetV2.of(3, 17, 0.2, 5, random())
        }) {
      Tensor x = Tensor.uniform(Shape.of(2, 3, 17, 19), -1, 1, random());
      assertThat(network.forward(x, Pass.INFERENCE).shape()).isEqualTo(Shape.of(2, 5));
    }
  }

  @Test
  void mobileNetHalvesLargeImagesFiveTimes() {
    Tensor x = Tensor.uniform(Shape.of(1, 3, 128, 128), -1, 1, random());
    MobileNetV2 large = MobileNetV2.of(3, 128, 0, 2, random());
    assertThat(large.features().forward(x, Pass.INFERENCE).shape())
        .isEqualTo(Shape.of(1, 1280, 4, 4));
    MobileNetV2 small = MobileNetV2.of(3, 32, 0, 2, random());
    Tensor little = x.slice(2, 0, 32).slice(3, 0, 32);
    assertThat(small.features().forward(little, Pass.INFERENCE).shape())
        .isEqualTo(Shape.of(1, 1280, 4, 4));
  }

  @Test
  void aDepthWithoutWholeBlocksIsRefused() {
    assertThatThrownBy(() -> ResNet.of(3, 18, 16, 10, random()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "resnet: the depth is 18 but must be 6·n + 2; 20, 32, 44, 56 and 110 are usual");
  }

  @Test
  void gradientsOfResNetAgreeWithFiniteDifferences() {
    ResNet network = Parameters.copyOf(ResNet.of(2, 8, 2, 3, random()), ElementType.F64);
    Tensor x = Tensor.uniform(Shape.of(3, 2, 5, 5), -1, 1, random()).to(ElementType.F64);
    Tensor labels = Tensor.of(new long[] {0, 1, 2});
    Verdict verdict =
        GradientCheck.ofParameters(
            "resnet",
            random(),
            () ->
                new CrossEntropyLoss().of(network.forward(x, new Pass.Training(random())), labels),
            Parameters.of(network).list());
    assertThat(verdict.passed()).as(verdict.toString()).isTrue();
  }
}
