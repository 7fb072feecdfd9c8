package dev.adjoint.tensor.op.normalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LayerNormOpTest {

  @Test
  void eachRowIsCentredAndScaledThenGainAndBiasAreApplied() {
    // The mean is 3, the variance (4 + 1 + 9) / 3; with ε = 1/3 the deviation is √5.
    Tensor x = Tensor.of(ElementType.F64, new double[][] {{1, 2, 6}});
    Tensor y =
        x.layerNorm(
            Tensor.of(ElementType.F64, 1.0, 2, 3), Tensor.of(ElementType.F64, 0.0, 0, 1), 1.0 / 3);
    double r = 1 / Math.sqrt(5);
    assertThat(y.toDoubleArray())
        .containsExactly(new double[] {-2 * r, -2 * r, 9 * r + 1}, within(1e-15));
  }

  @Test
  void theFusedAndTheComposedGradientAgree() {
    SplittableRandom random = new SplittableRandom(5);
    Tensor x = Tensor.normal(Shape.of(6, 40), 1, 2, random).requiresGrad();
    Tensor gain = Tensor.normal(Shape.of(40), 0, 1, random).requiresGrad();
    Tensor bias = Tensor.normal(Shape.of(40), 0, 1, random).requiresGrad();
    Tensor weights = Tensor.normal(Shape.of(6, 40), 0, 1, random);
    Tensor loss = x.layerNorm(gain, bias, 1e-5).multiply(weights).sum();
    Tensor[] fused = Gradients.of(loss, BackwardMode.RETAIN_GRAPH, x, gain, bias);
    Tensor[] composed = Gradients.of(loss, BackwardMode.CREATE_GRAPH, x, gain, bias);
    for (int i = 0; i < fused.length; i++) {
      assertThat(fused[i].allclose(composed[i].detach(), 1e-5, 1e-5)).as("input %d", i).isTrue();
    }
  }

  @Test
  void axesThatDoNotFitAreNamed() {
    assertThatThrownBy(() -> Tensor.zeros(2, 5).layerNorm(Shape.of(3), 1e-5))
        .hasMessage(
            "layer norm: x is [2, 5] but the layer normalises the last axes [3]; the last sizes of x"
                + " must be these");
    assertThatThrownBy(() -> Tensor.zeros(3).layerNorm(Shape.of(2, 3), 1e-5))
        .hasMessage(
            "layer norm: x is [3] but the layer normalises the last axes [2, 3]; the last sizes of x"
                + " must be these");
    assertThatThrownBy(() -> Tensor.zeros(2, 3).layerNorm(Tensor.ones(3), Tensor.zeros(1, 3), 1e-5))
        .hasMessage(
            "layer norm: the bias is [1, 3] but the layer normalises the last axes [3]; give one"
                + " number for each element of them");
    assertThatThrownBy(
            () -> Tensor.zeros(2, 3).layerNorm(Tensor.of(ElementType.F64, 1.0, 1, 1), 1e-5))
        .hasMessageStartingWith("layer norm: ");
  }
}
