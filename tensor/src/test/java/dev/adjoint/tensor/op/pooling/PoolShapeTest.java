package dev.adjoint.tensor.op.pooling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Pool2dOptions;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PoolShapeTest {

  @Test
  void theResultHasAnElementForEachWindow() {
    Pool2dOptions options = Pool2dOptions.of(3).withStride(2).withPadding(1);
    assertThat(Tensor.zeros(2, 3, 8, 9).maxPool2d(options).shape()).isEqualTo(Shape.of(2, 3, 4, 5));
    assertThat(Tensor.zeros(3, 8, 9).maxPool2d(2).shape()).isEqualTo(Shape.of(3, 4, 4));
    assertThat(Tensor.zeros(3, 8, 9).avgPool2d(Pool2dOptions.of(2).withCeilMode()).shape())
        .isEqualTo(Shape.of(3, 4, 5));
    assertThat(Tensor.zeros(0, 3, 4, 4).avgPool2d(2).shape()).isEqualTo(Shape.of(0, 3, 2, 2));
    assertThat(Tensor.zeros(5, 3, 7, 6).adaptiveAvgPool2d(1, 1).shape())
        .isEqualTo(Shape.of(5, 3, 1, 1));
  }

  @Test
  void theLargestElementOfEachWindowGetsTheGradient() {
    // Windows 2×2 of [[1, 5, 2], [3, 4, 6]] at stride 1: the largest are 5 and 6.
    Tensor x = Tensor.of(new float[][][] {{{1, 5, 2}, {3, 4, 6}}}).requiresGrad();
    Tensor y = x.maxPool2d(Pool2dOptions.of(2).withStride(1));
    assertThat(y.toFloatArray()).containsExactly(5, 6);
    Tensor g = Gradients.of(y.multiply(Tensor.of(10f, 20f)).sum(), x)[0];
    assertThat(g.toFloatArray()).containsExactly(0, 10, 0, 0, 0, 20);
  }

  @Test
  void theAverageCountsThePaddingOrNot() {
    Tensor x = Tensor.of(ElementType.F64, new double[][][] {{{4, 8}}});
    Pool2dOptions options = Pool2dOptions.of(1, 2).withPadding(0, 1).withStride(1);
    assertThat(x.avgPool2d(options).toDoubleArray()).containsExactly(2, 6, 4);
    assertThat(x.avgPool2d(options, false).toDoubleArray()).containsExactly(4, 6, 8);
    assertThat(x.avgPool2d(options, 4).toDoubleArray()).containsExactly(1, 3, 2);
  }

  @Test
  void aWindowThatSeesThePaddingAloneIsRefused() {
    Pool2dOptions wide = Pool2dOptions.of(2).withPadding(1).withDilation(3).withStride(1);
    // The rows −1 and 2 of an image of two rows.
    assertThatThrownBy(() -> Tensor.zeros(1, 2, 4).maxPool2d(wide))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "max pool2d: the windows of row 0 of the result see the padding alone (windows 2×2, stride"
                + " 1×1, padding 1×1, dilation 3×3, x [1, 2, 4]); use less dilation or padding");
    assertThatThrownBy(() -> Tensor.zeros(1, 4, 2).maxPool2d(wide))
        .hasMessageStartingWith(
            "max pool2d: the windows of column 0 of the result see the padding");
    assertThatThrownBy(
            () -> Tensor.zeros(1, 0, 4).avgPool2d(Pool2dOptions.of(2).withPadding(1), false))
        .hasMessageStartingWith("avg pool2d: the windows of row 0 of the result see the padding");
    assertThat(Tensor.zeros(1, 3, 3).maxPool2d(wide).toFloatArray()).containsOnly(0);
  }

  /// Every combination of small sizes is refused or has a finite maximum in each window.
  @Test
  void noMaximumIsMinusInfinity() {
    int defined = 0;
    for (int size = 1; size <= 5; size++) {
      for (int kernel = 1; kernel <= 4; kernel++) {
        for (int stride = 1; stride <= 3; stride++) {
          for (int padding = 0; padding <= kernel / 2; padding++) {
            for (int dilation = 1; dilation <= 4; dilation++) {
              Pool2dOptions options =
                  Pool2dOptions.of(kernel)
                      .withStride(stride)
                      .withPadding(padding)
                      .withDilation(dilation);
              for (Pool2dOptions one : new Pool2dOptions[] {options, options.withCeilMode()}) {
                Tensor x = Tensor.zeros(1, size, size);
                try {
                  assertThat(x.maxPool2d(one).toFloatArray()).as(one.toString()).containsOnly(0);
                  defined++;
                } catch (ShapeException refused) {
                  assertThat(refused).hasMessageContaining("window");
                }
              }
            }
          }
        }
      }
    }
    assertThat(defined).isGreaterThan(400);
  }

  @Test
  void imagesAndWindowsThatDoNotFitAreNamed() {
    assertThatThrownBy(() -> Tensor.zeros(4, 4).maxPool2d(2))
        .hasMessage(
            "max pool2d: x must be images [N, C, H, W] or one image [C, H, W] but is [4, 4]; reshape"
                + " it");
    assertThatThrownBy(() -> Tensor.zeros(1, 1, 4, 2).avgPool2d(3))
        .hasMessage(
            "avg pool2d: no window of 3×3 fits into images of 4×2 (x [1, 1, 4, 2]); use a smaller"
                + " kernel or more padding");
    assertThatThrownBy(() -> Pool2dOptions.of(2).withPadding(2))
        .hasMessage(
            "pool2d: the padding must be at most half of the kernel but is 2×2 for a kernel of 2×2;"
                + " a window would contain only padding");
    assertThatThrownBy(() -> Pool2dOptions.of(2).withStride(0))
        .hasMessage(
            "pool2d: the stride must be at least 1 but is 0; check the sizes of the window");
    assertThatThrownBy(() -> Tensor.zeros(1, 4, 4).avgPool2d(Pool2dOptions.of(2).withDilation(2)))
        .hasMessage("avg pool2d: windows must be without dilation but have 2×2; leave it at 1");
    assertThatThrownBy(() -> Tensor.zeros(1, 4, 4).avgPool2d(Pool2dOptions.of(2), -1))
        .hasMessage(
            "avg pool2d: the divisor is -1 but must be at least 1; leave it out to divide by the number"
                + " of elements");
    assertThatThrownBy(() -> Tensor.zeros(1, 4, 4).avgPool2d(Pool2dOptions.of(2), 0))
        .hasMessage(
            "avg pool2d: the divisor is 0 but must be at least 1; leave it out to divide by the number"
                + " of elements");
    assertThatThrownBy(() -> Tensor.zeros(1, 4, 4).adaptiveAvgPool2d(0, 1))
        .hasMessage("adaptive avg pool2d: the size of the result must be at least 1×1 but is 0×1");
    assertThatThrownBy(() -> Tensor.zeros(4, 4).adaptiveAvgPool2d(1, 1))
        .hasMessage(
            "adaptive avg pool2d: x must be images [N, C, H, W] or one image [C, H, W] with elements"
                + " but is [4, 4]; reshape it");
  }
}
