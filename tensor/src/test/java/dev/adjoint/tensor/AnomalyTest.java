package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AnomalyTest {

  @Test
  void theFirstValueThatIsNotFiniteIsNamed() {
    Tensor x = Tensor.of(1f, 0f);
    assertThatThrownBy(() -> Anomaly.detect(7, () -> x.log().multiply(2)))
        .isInstanceOf(NonFiniteException.class)
        .hasMessage(
            "log: the value is not finite at step 7 (inputs [2], element 1 is -Infinity); lower the"
                + " rate, check the data, or clip the gradients");
  }

  @Test
  void theFirstGradientThatIsNotFiniteIsNamed() {
    Tensor x = Tensor.of(ElementType.F64, 0.0).requiresGrad();
    assertThatThrownBy(() -> Anomaly.detect(-1, () -> Gradients.of(x.sqrt().sum(), x)))
        .isInstanceOf(NonFiniteException.class)
        .hasMessage(
            "backward of sqrt: the gradient of input 0 is not finite (shape [1], element 0 is"
                + " Infinity); lower the rate, check the data, or clip the gradients");
  }

  @Test
  void whatAnOperationDoesInsideIsNotAnAnomaly() {
    // The probability of the second class rounds to 0; its logarithm never enters the loss.
    Tensor x = Tensor.of(new float[][] {{0, Float.NEGATIVE_INFINITY}});
    Tensor loss = Anomaly.detect(-1, () -> x.crossEntropy(Tensor.of(0L)));
    assertThat(loss.item()).isZero();
  }

  @Test
  void askingWhetherValuesAreFiniteIsNotAnAnomaly() {
    Tensor x = Tensor.of(ElementType.F64, Double.POSITIVE_INFINITY);
    assertThat(Anomaly.<Boolean>detect(-1, x::allFinite)).isFalse();
  }

  @Test
  void aTraceShowsOperationsAndNotWhatTheyAreMadeOf() {
    Tensor x = Tensor.of(ElementType.F64, 1.0, 3.0);
    assertThat(Trace.of(x::variance).steps())
        .extracting(step -> step.operation().label())
        .containsExactly("variance", "reshape");
  }
}
