package dev.adjoint.nn.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AdaptTest {

  private final RandomGenerator random = new SplittableRandom(7);

  @Test
  void anAdapterStartsWithTheResultOfItsLayerAndLeavesItsWeightsWhereTheyWere() {
    Linear base = Linear.of(5, 3, random);
    Tensor x = Tensor.normal(Shape.of(8, 5), 0, 1, random);
    Tensor target = Tensor.normal(Shape.of(8, 3), 0, 1, random);
    Tensor before = base.forward(x).detach();
    Tensor weight = base.weight().value().detach();

    Lora adapter = Lora.of(base, 2, 4, random);
    assertThat(adapter.forward(x).contentEquals(before)).isTrue();
    Optimizer optimizer = Optimizer.of(adapter, new Adam(0.05));
    double first = new MseLoss().of(adapter.forward(x), target).item();
    for (int step = 0; step < 60; step++) {
      new MseLoss().of(adapter.forward(x), target).backward();
      optimizer.step();
      optimizer.zeroGrad();
    }

    assertThat(new MseLoss().of(adapter.forward(x), target).item()).isLessThan(first / 2);
    assertThat(base.weight().value().contentEquals(weight)).isTrue();
    assertThat(adapter.merged().forward(x).allclose(adapter.forward(x), 1e-4, 1e-5)).isTrue();
    assertThat(Parameters.of(adapter).byName())
        .containsOnlyKeys("base_layer.weight", "base_layer.bias", "lora_A.weight", "lora_B.weight");
  }

  @Test
  void parametersAreFrozenByTheirPaths() {
    Sequential model =
        Sequential.of(Linear.of(2, 3, random), Activation.RELU, Linear.of(3, 1, random));

    assertThat(Freezing.freeze(model, "*"))
        .containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
    assertThat(Freezing.unfreeze(model, "?.bias")).containsExactly("0.bias", "2.bias");
    assertThat(Objects.requireNonNull(Parameters.of(model).byName().get("0.weight")).isTrainable())
        .isFalse();
    assertThat(Objects.requireNonNull(Parameters.of(model).byName().get("2.bias")).isTrainable())
        .isTrue();
    assertThatThrownBy(() -> Freezing.freeze(model, "encoder.*"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "freeze: no parameter fits the pattern encoder.*; the paths begin with [0.weight, 0.bias, 2.weight]");
  }

  @Test
  void passesOfTrainingBringTheSpectralNormToTheLargestSingularValue() {
    Tensor w = Tensor.of(new float[] {3, 0, 0, 4}, Shape.of(2, 2));
    Linear layer = new Linear(Parameter.of(w), Optional.empty());
    SpectralNorm normed = SpectralNorm.of(layer, random);
    Tensor x = Tensor.of(new float[] {0, 1}, Shape.of(1, 2));
    for (int i = 0; i < 20; i++) {
      normed.forward(x, new Pass.Training(random));
    }
    Tensor y = normed.forward(x, Pass.INFERENCE);
    assertThat(y.select(0, 0).select(0, 1).item()).isCloseTo(1, within(1e-6));
    assertThat(Parameters.of(normed).stateDict().keySet())
        .containsExactly("weight_orig", "weight_u", "weight_v");
  }

  @Test
  void aLayerWithoutAWeightIsRefused() {
    assertThatThrownBy(() -> WeightNorm.of(Activation.RELU))
        .hasMessage(
            "weight norm: ReLU has no parameter weight of at least two axes; wrap a Linear or a convolution");
    assertThatThrownBy(() -> SpectralNorm.of(Activation.RELU, random))
        .hasMessage(
            "spectral norm: ReLU has no parameter weight of at least two axes; wrap a Linear or a convolution");
  }
}
