package dev.adjoint.tensor.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class GradientHookOpTest {

  private final Parameter w = Parameter.of(Tensor.ones(2, 3));

  @Test
  void whatTheHookReturnsGoesOn() {
    w.value().onGradient(g -> g.multiply(3)).sum().backward();
    assertThat(w.gradient().toFloatArray()).containsOnly(3f);
  }

  @Test
  void aShapeThatWouldBroadcastIsRefused() {
    Tensor loss = w.value().onGradient(g -> g.unsqueeze(0)).sum();
    assertThatThrownBy(loss::backward)
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "gradient hook: the hook returned shape [1, 2, 3] but the value has [2, 3]; return a gradient of the value's shape");
  }

  @Test
  void aSumOfTheGradientIsRefused() {
    Tensor loss = w.value().onGradient(g -> g.sum(0)).sum();
    assertThatThrownBy(loss::backward)
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "gradient hook: the hook returned shape [3] but the value has [2, 3]; return a gradient of the value's shape");
  }

  @Test
  void anotherElementTypeIsRefused() {
    Tensor loss = w.value().onGradient(g -> g.to(ElementType.F64)).sum();
    assertThatThrownBy(loss::backward)
        .isInstanceOf(ElementTypeException.class)
        .hasMessage(
            "gradient hook: the value is F32 but what the hook returned is F64; types are not promoted silently, convert one with to(ElementType.F32)");
  }

  @Test
  @SuppressWarnings("NullAway") // the mistake that is tested
  void nullIsRefused() {
    Tensor loss = w.value().onGradient(g -> null).sum();
    assertThatThrownBy(loss::backward)
        .isInstanceOf(NullPointerException.class)
        .hasMessage(
            "gradient hook: the hook returned null instead of the gradient of shape [2, 3]; return the gradient itself to leave it as it is, or zeros to stop it");
  }
}
