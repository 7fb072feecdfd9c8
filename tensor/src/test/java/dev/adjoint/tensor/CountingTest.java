package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountingTest {

  @Test
  void theSumOfAMaskCountsWhatIsTrue() {
    Tensor mask = Tensor.of(1f, 5f, 3f, 7f).greater(2);
    assertThat(mask.sum().itemLong()).isEqualTo(3);
    assertThat(mask.sum().elementType()).isEqualTo(ElementType.I64);
    assertThat(mask.reshape(2, 2).sum(1).toLongArray()).containsExactly(1, 2);
  }
}
