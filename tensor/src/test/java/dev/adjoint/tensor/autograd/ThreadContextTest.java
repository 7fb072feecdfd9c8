package dev.adjoint.tensor.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ThreadContextTest {

  @Test
  void aScopeEndsAlsoWhenItsWorkFails() {
    ThreadContext context = ThreadContext.current();
    try {
      context.inLayer(
          "encoder",
          "Linear",
          () -> ThreadContext.withGrad(false, () -> ThreadContext.checked(3, () -> fail())));
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("encoder, false");
    }
    assertThat(context.path()).isEmpty();
    assertThat(context.layer()).isNull();
    assertThat(context.isGradEnabled()).isTrue();
    assertThat(context.anomaly).isFalse();
    assertThat(context.step).isEqualTo(-1);
  }

  private static Tensor fail() {
    ThreadContext context = ThreadContext.current();
    throw new IllegalStateException(context.path() + ", " + context.isGradEnabled());
  }
}
