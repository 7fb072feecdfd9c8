package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PoolingLayersTest {

  @Test
  void windowsMoveByTheirOptions() {
    Tensor x = Tensor.arange(16).to(ElementType.F32).reshape(1, 4, 4);
    assertThat(MaxPool2d.of(2).forward(x).toFloatArray()).containsExactly(5, 7, 13, 15);
    assertThat(MaxPool2d.of(3).withStride(2).withPadding(1).forward(x).toFloatArray())
        .containsExactly(5, 7, 13, 15);
    assertThat(AvgPool2d.of(2).forward(x).toFloatArray()).containsExactly(2.5f, 4.5f, 10.5f, 12.5f);
    assertThat(AvgPool2d.of(2).withStride(4).withPadding(1).forward(x).toFloatArray())
        .containsExactly(0, 0.75f, 3, 3.75f);
    assertThat(
            AvgPool2d.of(2)
                .withStride(4)
                .withPadding(1)
                .withoutCountingPadding()
                .forward(x)
                .toFloatArray())
        .containsExactly(0, 3, 12, 15);
    assertThat(AvgPool2d.of(3).withCeilMode().forward(x).toFloatArray())
        .containsExactly(5, 7, 13, 15);
    assertThat(MaxPool2d.of(2).withDilation(3).withStride(1).forward(x).toFloatArray())
        .containsExactly(15);
    assertThat(MaxPool2d.of(3).withCeilMode().forward(x).toFloatArray())
        .containsExactly(10, 11, 14, 15);
    assertThat(AdaptiveAvgPool2d.of(1).forward(x).toFloatArray()).containsExactly(7.5f);
    assertThat(new AdaptiveAvgPool2d(3, 2).forward(x).shape()).isEqualTo(Shape.of(1, 3, 2));
  }

  @Test
  void layersPrintTheirWindows() {
    assertThat(MaxPool2d.of(2)).hasToString("MaxPool2d(2×2)");
    assertThat(MaxPool2d.of(3).withStride(2).withPadding(1))
        .hasToString("MaxPool2d(3×3, stride 2×2, padding 1×1)");
    assertThat(AvgPool2d.of(2)).hasToString("AvgPool2d(2×2)");
    assertThat(AdaptiveAvgPool2d.of(1)).hasToString("AdaptiveAvgPool2d(1×1)");
    assertThatThrownBy(() -> new AdaptiveAvgPool2d(1, 0))
        .hasMessage("adaptive avg pool2d: the size of the result must be at least 1×1 but is 1×0");
  }
}
