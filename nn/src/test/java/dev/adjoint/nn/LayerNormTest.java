package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LayerNormTest {

  @Test
  void rowsHaveMeanZeroAndVarianceOne() {
    Tensor x = Tensor.normal(Shape.of(4, 3, 50), 7, 3, new SplittableRandom(2));
    Tensor y = LayerNorm.of(3, 50).forward(x);
    assertThat(y.mean(1, 2).abs().max().item()).isCloseTo(0, within(1e-5));
    assertThat(y.variance(0, KeepAxes.NO, 1, 2).subtract(1).abs().max().item())
        .isCloseTo(0, within(1e-4));
  }

  @Test
  void theParametersHavePyTorchsNames() {
    assertThat(Parameters.of(LayerNorm.of(5)).byName().keySet()).containsExactly("weight", "bias");
    assertThat(Parameters.of(LayerNorm.of(5).withoutBias()).byName().keySet())
        .containsExactly("weight");
    assertThat(Parameters.of(LayerNorm.of(5).withoutAffine()).byName().keySet()).isEmpty();
    assertThat(LayerNorm.of(5)).hasToString("LayerNorm([5])");
    assertThat(LayerNorm.of(2, 5).withoutBias()).hasToString("LayerNorm([2, 5], no bias)");
    assertThat(LayerNorm.of(5).withEpsilon(1e-6)).hasToString("LayerNorm([5], epsilon 1.0E-6)");
  }

  @Test
  void partsThatDoNotFitAreNamed() {
    Shape over = Shape.of(3);
    Optional<Parameter> two = Optional.of(Parameter.of(Tensor.ones(2)));
    Optional<Parameter> three = Optional.of(Parameter.of(Tensor.ones(3)));
    assertThatThrownBy(() -> new LayerNorm(over, three, two, 1e-5))
        .hasMessage(
            "layer norm: the bias has shape [2] but the layer normalises the last axes [3]; give one"
                + " number for each element of them");
    assertThatThrownBy(() -> new LayerNorm(over, Optional.empty(), three, 1e-5))
        .hasMessage(
            "layer norm: there is a bias without a weight; give a weight of ones, or leave out the"
                + " bias");
  }
}
