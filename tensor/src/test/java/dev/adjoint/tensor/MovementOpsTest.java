package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MovementOpsTest {

  private static final Tensor X = Tensor.arange(6).reshape(2, 3);

  @Test
  void axesOfSizeOneComeAndGo() {
    Tensor x = Tensor.zeros(1, 2, 1, 3);
    assertThat(x.squeeze().shape()).isEqualTo(Shape.of(2, 3));
    assertThat(x.squeeze(2).shape()).isEqualTo(Shape.of(1, 2, 3));
    assertThat(x.squeeze(-4).shape()).isEqualTo(Shape.of(2, 1, 3));
    assertThat(X.unsqueeze(0).shape()).isEqualTo(Shape.of(1, 2, 3));
    assertThat(X.unsqueeze(2).shape()).isEqualTo(Shape.of(2, 3, 1));
    assertThat(X.unsqueeze(-1).shape()).isEqualTo(Shape.of(2, 3, 1));
    assertThat(X.unsqueeze(-3).shape()).isEqualTo(Shape.of(1, 2, 3));
    assertThat(Tensor.scalar(1f).unsqueeze(0).shape()).isEqualTo(Shape.of(1));
  }

  @Test
  void otherAxesDoNotGo() {
    assertThatThrownBy(() -> X.squeeze(-1))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "squeeze: axis -1 of [2, 3] has size 3; only an axis of size 1 can go, take select(axis, index) or sum(axis) for others");
    assertThatThrownBy(() -> X.unsqueeze(3))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "unsqueeze: index 3 is outside -3 … 2 (shape [2, 3]); count from 0, or from the end with negative numbers");
  }

  @Test
  void axesAreJoinedAndCut() {
    Tensor x = Tensor.zeros(2, 3, 4, 5);
    assertThat(x.flatten().shape()).isEqualTo(Shape.of(120));
    assertThat(x.flatten(1, -1).shape()).isEqualTo(Shape.of(2, 60));
    assertThat(x.flatten(1, 2).shape()).isEqualTo(Shape.of(2, 12, 5));
    assertThat(Tensor.scalar(1f).flatten(0, -1).shape()).isEqualTo(Shape.of(1));
    assertThat(x.unflatten(2, 2, 2).shape()).isEqualTo(Shape.of(2, 3, 2, 2, 5));
    assertThatThrownBy(() -> x.flatten(-1, 1))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "flatten: the first axis -1 comes after the last axis 1 (shape [2, 3, 4, 5]); swap them");
    assertThatThrownBy(() -> x.unflatten(1, 2, 2))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "unflatten: axis 1 of [2, 3, 4, 5] has size 3 but the sizes [2, 2] make 4; their product must be the size of the axis");
  }

  @Test
  void anAxisMovesAndTheOthersKeepTheirOrder() {
    Tensor x = Tensor.zeros(2, 3, 4);
    assertThat(x.moveaxis(0, -1).shape()).isEqualTo(Shape.of(3, 4, 2));
    assertThat(x.moveaxis(2, 0).shape()).isEqualTo(Shape.of(4, 2, 3));
    assertThat(x.moveaxis(1, 1).shape()).isEqualTo(Shape.of(2, 3, 4));
  }

  @Test
  void copiesLieSideBySide() {
    assertThat(X.repeat(1, 2).toNested(long[][].class))
        .isDeepEqualTo(new long[][] {{0, 1, 2, 0, 1, 2}, {3, 4, 5, 3, 4, 5}});
    assertThat(Tensor.of(1L, 2L).repeat(2, 2).toNested(long[][].class))
        .isDeepEqualTo(new long[][] {{1, 2, 1, 2}, {1, 2, 1, 2}});
    assertThat(X.repeat(0, 1).shape()).isEqualTo(Shape.of(0, 3));
    assertThat(X.repeatInterleave(0, 2).toLongArray())
        .containsExactly(0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5);
    assertThat(X.repeatInterleave(-1, 2).select(0, 0).toLongArray())
        .containsExactly(0, 0, 1, 1, 2, 2);
  }

  @Test
  void theGradientOfCopiesAddsUp() {
    Tensor x = Tensor.of(1f, 2f).requiresGrad();
    Tensor y = x.repeat(2).multiply(Tensor.of(1f, 10f, 100f, 1000f));
    assertThat(Gradients.of(y.sum(), x)[0].toFloatArray()).containsExactly(101, 1010);
  }

  @Test
  void countsThatDoNotFitAreNamed() {
    assertThatThrownBy(() -> X.repeat(2))
        .isInstanceOf(ShapeException.class)
        .hasMessage("repeat: 1 counts for the 2 axes of [2, 3]; give one count for each axis");
    assertThatThrownBy(() -> X.repeat(1, -2))
        .isInstanceOf(ShapeException.class)
        .hasMessage("repeat: the count is -2; counts are at least 0");
    assertThatThrownBy(() -> X.repeatInterleave(0, -1))
        .isInstanceOf(ShapeException.class)
        .hasMessage("repeat interleave: the count is -1; counts are at least 0");
  }

  @Test
  void aFrameIsGivenFromTheLastAxisOn() {
    assertThat(X.pad(9, 1, 2).toNested(long[][].class))
        .isDeepEqualTo(new long[][] {{9, 0, 1, 2, 9, 9}, {9, 3, 4, 5, 9, 9}});
    assertThat(X.pad(0, 0, 0, 1, 0).toNested(long[][].class))
        .isDeepEqualTo(new long[][] {{0, 0, 0}, {0, 1, 2}, {3, 4, 5}});
    assertThat(X.pad(7, -1, 1, -1, 0).toNested(long[][].class))
        .isDeepEqualTo(new long[][] {{4, 5, 7}});
    assertThat(X.pad(7).toLongArray()).isEqualTo(X.toLongArray());
  }

  @Test
  void theGradientOfAFrameIsThatOfTheInside() {
    Tensor x = Tensor.of(1f, 2f).requiresGrad();
    Tensor y = x.pad(5, 1, 1).multiply(Tensor.of(1f, 2f, 3f, 4f));
    assertThat(Gradients.of(y.sum(), x)[0].toFloatArray()).containsExactly(2, 3);
  }

  @Test
  void amountsThatDoNotFitAreNamed() {
    assertThatThrownBy(() -> X.pad(0, 1, 1, 1))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "pad: 3 amounts for the 2 axes of [2, 3]; give two for each axis, before and after, the last axis first");
    assertThatThrownBy(() -> X.pad(0, -2, -2))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "pad: amounts -2 and -2 cut more than there is from axis 1 of [2, 3]; cut at most 3");
  }
}
