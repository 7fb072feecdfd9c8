package dev.adjoint.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QuantileLossTest {

  @Test
  void weighsTheErrorByItsSide() {
    // τ = 0.1 and 0.9; y = (1, 5) against t = 3: e = 2 and −2.
    Tensor y = Tensor.of(new float[] {1, 5}, Shape.of(1, 2));
    Tensor losses = new QuantileLoss(List.of(0.1, 0.9), Averaging.NONE).of(y, Tensor.of(3f));
    // 0.1 · 2 = 0.2 and (0.9 − 1) · (−2) = 0.2.
    assertThat(losses.toDoubleArray()).containsExactly(new double[] {0.2, 0.2}, within(1e-6));
    // The other way round: e = −2 at τ = 0.1 and e = 2 at τ = 0.9, both 1.8.
    Tensor turned = Tensor.of(new float[] {5, 1}, Shape.of(1, 2));
    assertThat(new QuantileLoss(0.1, 0.9).of(turned, Tensor.of(3f)).item())
        .isCloseTo(1.8, within(1e-6));
  }

  @Test
  void atOneHalfItIsHalfOfTheAbsoluteError() {
    SplittableRandom random = new SplittableRandom(5);
    Tensor y = Tensor.normal(Shape.of(6, 4), 0, 2, random);
    Tensor t = Tensor.normal(Shape.of(6, 4), 0, 2, random);
    double half = new QuantileLoss(0.5).of(y.unsqueeze(-1), t).item();
    assertThat(half).isCloseTo(new L1Loss().of(y, t).item() / 2, within(1e-6));
  }

  @Test
  void theConstantWithTheLeastLossIsTheQuantile() {
    double[] values = new double[101];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Tensor t = Tensor.of(values, Shape.of(101));
    double best = Double.NaN;
    double least = Double.POSITIVE_INFINITY;
    for (int y = 0; y <= 100; y++) {
      Tensor constant = Tensor.full(t.elementType(), Shape.of(101, 1), y);
      double loss = new QuantileLoss(0.8).of(constant, t).item();
      if (loss < least) {
        least = loss;
        best = y;
      }
    }
    assertThat(best).isEqualTo(80);
  }

  @Test
  void atTheKinkTheGradientIsMinusTau() {
    Parameter y = Parameter.of(Tensor.of(new float[] {2, 2}, Shape.of(1, 2)));
    new QuantileLoss(List.of(0.25, 0.75), Averaging.SUM).of(y.value(), Tensor.of(2f)).backward();
    assertThat(y.gradient().toDoubleArray()).containsExactly(-0.25, -0.75);
  }

  @Test
  void saysWhatIsWrongWithLevelsAndShapes() {
    assertThatThrownBy(() -> new QuantileLoss(0.9, 0.1))
        .hasMessage(
            "quantile loss: levels must be above 0, below 1 and in rising order but are [0.9, 0.1]; 0.1, 0.5, 0.9 are usual");
    assertThatThrownBy(() -> new QuantileLoss(0.5, 1))
        .hasMessage(
            "quantile loss: levels must be above 0, below 1 and in rising order but are [0.5, 1.0]; 0.1, 0.5, 0.9 are usual");
    assertThatThrownBy(QuantileLoss::new)
        .hasMessage("quantile loss: there are no levels; 0.1, 0.5, 0.9 are usual");
    Tensor y = Tensor.zeros(4, 2);
    Tensor t = Tensor.zeros(4);
    assertThatThrownBy(() -> new QuantileLoss(0.1, 0.5, 0.9).of(y, t))
        .hasMessageContaining(
            "input must be [4, 3], the shape of the target with an axis of the 3 levels, but is [4, 2] and the target is [4]");
  }
}
