package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ParameterTest {

  private static final Tensor START = Tensor.of(1f, 2f);

  @Test
  void gradientsAddUpUntilTheyAreForgotten() {
    Parameter w = Parameter.of(START);
    assertThat(w.hasGradient()).isFalse();
    assertThat(w.gradient().toFloatArray()).containsExactly(0, 0);
    w.value().square().sum().backward();
    assertThat(w.gradient().toFloatArray()).containsExactly(2, 4);
    w.value().sum().backward();
    assertThat(w.gradient().toFloatArray()).containsExactly(3, 5);
    w.zeroGrad();
    assertThat(w.hasGradient()).isFalse();
  }

  @Test
  void aNewValueKeepsTheGradient() {
    Parameter w = Parameter.of(START);
    w.value().sum().backward();
    w.replace(Tensor.of(5f, 6f));
    assertThat(w.value().toFloatArray()).containsExactly(5, 6);
    assertThat(w.value().isTracked()).isTrue();
    assertThat(w.gradient().toFloatArray()).containsExactly(1, 1);
  }

  @Test
  void aFrozenParameterIsNotTracked() {
    Parameter w = Parameter.of(START);
    w.trainable(false);
    assertThat(w.isTrainable()).isFalse();
    assertThat(w.value().isTracked()).isFalse();
    w.replace(Tensor.of(3f, 4f));
    assertThat(w.value().isTracked()).isFalse();
    w.trainable(true);
    w.value().sum().backward();
    assertThat(w.gradient().toFloatArray()).containsExactly(1, 1);
  }

  @Test
  void theNameStandsInTheTextAndInMessages() {
    Parameter w = Parameter.of(START);
    assertThat(w).hasToString("Parameter(F32 [2])");
    assertThatThrownBy(() -> w.replace(Tensor.zeros(3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "replace: the parameter has shape [2] but the new value has [3]; a parameter keeps its shape");
    w.name("0.weight");
    assertThat(w.name()).isEqualTo("0.weight");
    assertThat(w).hasToString("Parameter(0.weight, F32 [2])");
    assertThatThrownBy(() -> w.replace(Tensor.zeros(3)))
        .hasMessage(
            "replace: 0.weight has shape [2] but the new value has [3]; a parameter keeps its shape");
    assertThatThrownBy(() -> w.addGradient(Tensor.zeros(2, 1)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "add gradient: 0.weight has shape [2] but the gradient has [2, 1]; give a gradient of the value's shape");
  }

  @Test
  void onlyFloatingPointValuesTrain() {
    assertThatThrownBy(() -> Parameter.of(Tensor.of(1L)))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage("parameter: wants F32 or F64 but got I64; convert it with to(ElementType.F32)");
    assertThatThrownBy(() -> Parameter.of(START).replace(Tensor.of(1.0, 2.0)))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage(
            "replace: left is F32 but right is F64; types are not promoted silently, convert one with to(ElementType.F32)");
  }
}
