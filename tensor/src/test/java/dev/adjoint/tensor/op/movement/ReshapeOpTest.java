package dev.adjoint.tensor.op.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReshapeOpTest {

  private static void assertSharesMemory(Tensor a, Tensor b) {
    assertThat(TensorMemory.view(a).storage()).isSameAs(TensorMemory.view(b).storage());
  }

  @Test
  void elementsInOrderShareMemoryUnderAnySizes() {
    Tensor x = Tensor.arange(24);
    Tensor y = x.reshape(2, 3, 4).reshape(4, -1).reshape(1, 4, 1, 6);
    assertThat(y.shape()).isEqualTo(Shape.of(1, 4, 1, 6));
    assertSharesMemory(x, y);
    assertThat(y.toLongArray()).isEqualTo(x.toLongArray());
  }

  @Test
  void columnsCutOutOfAMatrixStayAViewWhenAnAxisIsSplitOrAdded() {
    Tensor x = Tensor.arange(24).reshape(4, 6).slice(1, 0, 4);
    Tensor split = x.reshape(2, 2, 4);
    assertSharesMemory(x, split);
    assertThat(split.select(0, 1).toLongArray()).containsExactly(12, 13, 14, 15, 18, 19, 20, 21);
    assertSharesMemory(x, x.unsqueeze(1));
    assertSharesMemory(x, x.reshape(4, 2, 2));
  }

  @Test
  void flippedAndRepeatedAxesAreSplitWithoutCopying() {
    Tensor x = Tensor.arange(6);
    Tensor flipped = x.flip().reshape(2, 3);
    assertSharesMemory(x, flipped);
    assertThat(flipped.toLongArray()).containsExactly(5, 4, 3, 2, 1, 0);
    Tensor repeated = Tensor.of(7L).expand(6).reshape(3, 2);
    assertThat(TensorMemory.view(repeated).storage().length()).isEqualTo(1);
    assertThat(repeated.toLongArray()).containsExactly(7, 7, 7, 7, 7, 7);
  }

  @Test
  void axesThatDoNotLieInOneAnotherAreCopied() {
    Tensor x = Tensor.arange(6).reshape(2, 3);
    Tensor y = x.transpose().reshape(6);
    assertThat(TensorMemory.view(y).storage()).isNotSameAs(TensorMemory.view(x).storage());
    assertThat(y.toLongArray()).containsExactly(0, 3, 1, 4, 2, 5);
  }

  @Test
  void everyWayOfCuttingAnArrangedTensorKeepsTheOrderOfTheElements() {
    SplittableRandom random = new SplittableRandom(3);
    int[][] targets = {
      {24}, {1, 24}, {24, 1}, {2, 12}, {3, 8}, {4, 3, 2}, {2, 1, 2, 6}, {6, 1, 4, 1}
    };
    for (int i = 0; i < 200; i++) {
      Tensor x =
          Tensor.arange(96).reshape(2, 3, 4, 1, 4).slice(4, random.nextInt(4)).slice(4, 0, 1);
      x = random.nextBoolean() ? x.permute(2, 0, 1, 3, 4) : x.permute(0, 1, 4, 2, 3);
      x = random.nextBoolean() ? x.flip(random.nextInt(5)) : x.squeeze();
      int[] target = targets[random.nextInt(targets.length)];
      assertThat(x.reshape(target).toLongArray()).isEqualTo(x.toLongArray());
    }
  }

  @Test
  void emptyTensorsTakeAnyEmptyShape() {
    assertThat(Tensor.zeros(0, 3).reshape(2, 0).shape()).isEqualTo(Shape.of(2, 0));
  }

  @Test
  void sizesThatDoNotFitAreNamed() {
    Tensor x = Tensor.zeros(2, 3);
    assertThatThrownBy(() -> x.reshape(4, 2))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "reshape: shape [2, 3] has 6 elements but [4, 2] has 8; the product of the sizes must stay the same");
    assertThatThrownBy(() -> x.reshape(4, -1))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "reshape: the 6 elements of [2, 3] do not divide into [4, -1]; choose sizes whose product divides 6");
  }
}
