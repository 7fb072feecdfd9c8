package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Conv2dTest {

  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void itConvolvesWithItsWeightAndAddsItsBias() {
    Conv2d layer =
        new Conv2d(
            Parameter.of(Tensor.of(new float[][][][] {{{{1, 2}}}})),
            Optional.of(Parameter.of(Tensor.of(10f))),
            Conv2dOptions.standard());
    Tensor x = Tensor.of(new float[][][][] {{{{1, 2, 3}}}});
    // 1 + 4 + 10 and 2 + 6 + 10; with a zero after the image also 3 + 10.
    assertThat(layer.forward(x).toFloatArray()).containsExactly(15, 18);
    assertThat(layer.withSamePadding().forward(x).toFloatArray()).containsExactly(15, 18, 13);
    assertThat(layer.withoutBias().withStride(2).forward(x).toFloatArray()).containsExactly(5);
  }

  @Test
  void itsParametersHaveThePathsOfPyTorch() {
    Sequential net = Sequential.of(Conv2d.of(1, 2, 3, random), Activation.RELU);
    assertThat(Parameters.of(net).stateDict()).containsOnlyKeys("0.weight", "0.bias");
    assertThat(Parameters.of(net).count()).isEqualTo(20);
  }

  @Test
  void itStartsWithinOneOverTheRootOfItsInputs() {
    // 1/√(4·25) = 0.1.
    Conv2d layer = Conv2d.of(16, 400, 5, Conv2dOptions.standard().withGroups(4), random);
    assertThat(layer.weight().shape()).isEqualTo(Shape.of(400, 4, 5, 5));
    assertThat(layer.weight().value().abs().max().item()).isBetween(0.0999, 0.1);
    assertThat(layer.bias().orElseThrow().value().abs().max().item()).isBetween(0.098, 0.1);
  }

  @Test
  void itPrintsItsSizesAndWhatDiffersFromTheDefault() {
    Conv2d layer = Conv2d.of(16, 32, 3, random);
    assertThat(layer).hasToString("Conv2d(16 → 32, 3 × 3)");
    assertThat(layer.withStride(2).withPadding(1).withDilation(3).withoutBias())
        .hasToString("Conv2d(16 → 32, 3 × 3, stride 2, padding 1, dilation 3, no bias)");
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    Parameter weight = Parameter.of(Tensor.zeros(4, 2, 3, 3));
    Conv2dOptions standard = Conv2dOptions.standard();
    Optional<Parameter> tooFew = Optional.of(Parameter.of(Tensor.zeros(2)));
    assertThatThrownBy(() -> new Conv2d(weight, tooFew, standard))
        .hasMessage(
            "conv2d: the bias has shape [2] but the weight [4, 2, 3, 3] has 4 outputs; give a bias of"
                + " [4]");
    Parameter matrix = Parameter.of(Tensor.zeros(4, 2));
    assertThatThrownBy(() -> new Conv2d(matrix, Optional.empty(), standard))
        .hasMessage(
            "conv2d: the weight has shape [4, 2] but must be [out, in/groups, height, width]; reshape"
                + " it");
    Conv2dOptions three = standard.withGroups(3);
    assertThatThrownBy(() -> new Conv2d(weight, Optional.empty(), three))
        .hasMessage(
            "conv2d: 4 outputs cannot be cut into 3 equal groups (weight [4, 2, 3, 3]); change the"
                + " outputs or the groups");
    assertThatThrownBy(() -> Conv2d.of(4, 6, 3, 3, three, random))
        .hasMessage(
            "conv2d: 4 inputs cannot be cut into 3 equal groups; change the inputs or the groups");
  }

  @Test
  void anImageThatDoesNotFitIsToldWithTheLayer() {
    Sequential net = Sequential.of(Activation.RELU, Conv2d.of(3, 8, 3, random));
    Parameters.of(net).setNames();
    assertThatThrownBy(() -> net.forward(Tensor.zeros(2, 1, 8, 8), Pass.INFERENCE))
        .hasMessage(
            "conv2d: x has 1 channels but the weight takes 3 (x [2, 1, 8, 8], weight [8, 3, 3, 3]);"
                + " check the layer sizes\n"
                + "in 1, Conv2d(3 → 8, 3 × 3)");
  }
}
