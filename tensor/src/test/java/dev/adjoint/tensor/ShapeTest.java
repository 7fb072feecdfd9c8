package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void sizesAreCountedFromBothEnds() {
    Shape shape = Shape.of(2, 3, 4);
    assertThat(shape.rank()).isEqualTo(3);
    assertThat(shape.count()).isEqualTo(24);
    assertThat(shape.size(0)).isEqualTo(2);
    assertThat(shape.size(-1)).isEqualTo(4);
    assertThat(shape.axis("test", -3)).isZero();
    assertThat(shape).hasToString("[2, 3, 4]");
  }

  @Test
  void aSingleNumberHasNoAxes() {
    assertThat(Shape.of()).isSameAs(Shape.SCALAR);
    assertThat(Shape.SCALAR.count()).isEqualTo(1);
    assertThat(Shape.SCALAR).hasToString("[]");
    assertThat(Shape.of(3, 0).count()).isZero();
  }

  @Test
  void equalSizesAreEqualShapes() {
    assertThat(Shape.of(2, 3)).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
    assertThat(Shape.of(2, 3)).isNotEqualTo(Shape.of(3, 2)).isNotEqualTo("[2, 3]");
  }

  @Test
  void nothingFromOutsideChangesAShape() {
    int[] sizes = {2, 3};
    Shape shape = Shape.of(sizes);
    sizes[0] = 9;
    shape.toArray()[1] = 9;
    assertThat(shape).isEqualTo(Shape.of(2, 3));
  }

  @Test
  void broadcastingAlignsTheLastAxes() {
    assertThat(broadcast(Shape.of(2, 3), Shape.of(3))).isEqualTo(Shape.of(2, 3));
    assertThat(broadcast(Shape.of(2, 1, 4), Shape.of(3, 1))).isEqualTo(Shape.of(2, 3, 4));
    assertThat(broadcast(Shape.SCALAR, Shape.of(2))).isEqualTo(Shape.of(2));
    assertThat(broadcast(Shape.of(1), Shape.of(0))).isEqualTo(Shape.of(0));
  }

  private static Shape broadcast(Shape left, Shape right) {
    Shape there = Shape.broadcast("test", left, right);
    assertThat(Shape.broadcast("test", right, left)).isEqualTo(there);
    return there;
  }

  @Test
  void sizesThatDoNotMatchAreNamed() {
    assertThatThrownBy(() -> Shape.broadcast("add", Shape.of(2, 3), Shape.of(2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "add: sizes 3 and 2 of axis -1 do not match (left [2, 3], right [2]); they must be equal or one of them 1");
    assertThatThrownBy(() -> Shape.broadcast("add", Shape.of(0), Shape.of(2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "add: sizes 0 and 2 of axis -1 do not match (left [0], right [2]); they must be equal or one of them 1");
  }

  @Test
  void sizesOutOfRangeAreNamed() {
    assertThatThrownBy(() -> Shape.of(2, -3))
        .isInstanceOf(ShapeException.class)
        .hasMessage("shape: sizes are at least 0, but got [2, -3]; check the sizes");
    assertThatThrownBy(() -> Shape.of(65_536, 65_536))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "shape: a tensor has at most 2147483647 elements, but [65536, 65536] has 4294967296, which take 16.0 GiB as F32; split it into parts");
  }

  @Test
  void axesThatAreNotThereAreNamed() {
    assertThatThrownBy(() -> Shape.of(2, 3).axis("sum", 2))
        .isInstanceOfSatisfying(
            ShapeException.class, e -> assertThat(e.operation()).isEqualTo("sum"))
        .hasMessage(
            "sum: axis 2 is outside -2 … 1 (shape [2, 3]); count axes from 0, or from the end with negative numbers");
    assertThatThrownBy(() -> Shape.SCALAR.axis("sum", 0))
        .isInstanceOf(ShapeException.class)
        .hasMessage("sum: axis 0 of a tensor without axes; reshape it first");
  }
}
