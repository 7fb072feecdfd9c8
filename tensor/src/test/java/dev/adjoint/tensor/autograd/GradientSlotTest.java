package dev.adjoint.tensor.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GradientSlotTest {

  private final GradientSlot slot = new GradientSlot();
  private final Parameter memory = Parameter.of(Tensor.of(1f, 2f));

  /// A tensor in memory that `overwrite` changes, as a recording's.
  private final Tensor lent = TensorMemory.wrap(TensorMemory.view(memory.value()));

  private void overwrite() {
    memory.replace(Tensor.of(-7f, -7f));
  }

  private static float[] numbers(@Nullable Tensor x) {
    return Objects.requireNonNull(x).toFloatArray();
  }

  @Test
  void anEmptySlotHasNoGradient() {
    assertThat(slot.peek()).isNull();
    assertThat(slot.own()).isNull();
  }

  @Test
  void whatIsAddedIsSummed() {
    slot.add(Tensor.of(1f, 2f));
    slot.add(Tensor.of(10f, 20f));
    assertThat(numbers(slot.own())).containsExactly(11f, 22f);
  }

  @Test
  void aLentGradientIsReadInPlace() {
    slot.lend(lent);
    assertThat(slot.peek()).isSameAs(lent);
  }

  @Test
  void anOwnedGradientStaysWhenTheLenderOverwritesItsMemory() {
    slot.lend(lent);
    Tensor kept = slot.own();
    overwrite();
    assertThat(numbers(kept)).containsExactly(1f, 2f);
    assertThat(slot.own()).isSameAs(kept);
  }

  @Test
  void theSumWithALentGradientIsOwned() {
    slot.lend(lent);
    slot.lend(lent);
    overwrite();
    assertThat(numbers(slot.peek())).containsExactly(2f, 4f);
    slot.clear();
    assertThat(slot.peek()).isNull();
    overwrite();
    slot.lend(lent);
    slot.add(Tensor.of(7f, 8f));
    overwrite();
    assertThat(numbers(slot.own())).containsExactly(0f, 1f);
  }
}
