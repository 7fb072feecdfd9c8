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
        .hasMessage("parameter: needs F32 or F64 but got I64; convert it with to(ElementType.F32)");
    assertThatThrownBy(() -> Parameter.of(START).replace(Tensor.of(ElementType.F64, 1.0, 2.0)))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage(
            "replace: the parameter is F32 but the new value is F64; types are not promoted silently, convert one with to(ElementType.F32)");
  }

  @Test
  void aParameterOwnsItsMemory() {
    float[] numbers = {1, 2};
    Tensor start = Tensor.of(numbers);
    Parameter w = Parameter.of(start);
    Tensor live = w.value();
    Tensor view = w.value().reshape(2, 1);
    Tensor copy = w.value().copy();
    Tensor detached = w.value().detach();
    w.replace(Tensor.of(5f, 6f));
    assertThat(start.toFloatArray()).containsExactly(1, 2);
    assertThat(copy.toFloatArray()).containsExactly(1, 2);
    assertThat(detached.toFloatArray()).containsExactly(1, 2);
    assertThat(live.toFloatArray()).containsExactly(5, 6);
    assertThat(view.toFloatArray()).containsExactly(5, 6);
    w.trainable(false);
    Tensor frozen = w.value().detach();
    w.replace(Tensor.of(7f, 8f));
    assertThat(frozen.toFloatArray()).containsExactly(5, 6);
  }

  @Test
  void aParameterMayBeReplacedByAViewOfItself() {
    Parameter w = Parameter.of(Tensor.of(new float[][] {{1, 2}, {3, 4}}));
    w.replace(w.value().transpose());
    assertThat(w.value().toFloatArray()).containsExactly(1, 3, 2, 4);
  }

  @Test
  void aGraphMadeBeforeAChangeRefusesToGoBack() {
    Parameter w = Parameter.of(START);
    Tensor loss = w.value().square().sum();
    w.trainable(false);
    w.replace(Tensor.of(3f, 4f));
    assertThatThrownBy(loss::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "backward: a parameter was changed by an optimizer step, a load or replace() after this graph was made; call backward before that, or compute the value again");
    assertThatThrownBy(() -> Gradients.of(loss, loss)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aValueTakenBeforeAChangeButUsedAfterItIsThePresentOne() {
    Parameter w = Parameter.of(START);
    Tensor value = w.value();
    w.replace(Tensor.of(3f, 4f));
    value.square().sum().backward();
    assertThat(w.gradient().toFloatArray()).containsExactly(6, 8);
  }
}
