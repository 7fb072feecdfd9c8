package dev.adjoint.tensor.op.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class Conv2dOpTest {

  private static final Conv2dOptions STANDARD = Conv2dOptions.standard();
  private static final Tensor IMAGE =
      Tensor.of(new float[][][][] {{{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}}});
  private static final Tensor WEIGHT = Tensor.of(new float[][][][] {{{{1, 0}, {0, -1}}}});

  @Test
  void eachOutputIsTheSumOfWhatTheKernelCoversTimesItsWeights() {
    // 1 − 5, 2 − 6, 4 − 8, 5 − 9.
    assertThat(IMAGE.conv2d(WEIGHT).toFloatArray()).containsExactly(-4, -4, -4, -4);
    assertThat(IMAGE.conv2d(WEIGHT, Tensor.of(10f)).toFloatArray()).containsExactly(6, 6, 6, 6);
  }

  @Test
  void paddingIsZerosOnEachSideAndTheStrideLeavesOutPlaces() {
    Tensor y = IMAGE.conv2d(WEIGHT, STANDARD.withPadding(1).withStride(2));
    // Corners at (−1, −1), (−1, 1), (1, −1), (1, 1): 0 − 1, 0 − 3, 0 − 7, 5 − 9.
    assertThat(y.toFloatArray()).containsExactly(-1, -3, -7, -4);
    Tensor oneSided = IMAGE.conv2d(WEIGHT, STANDARD.withSamePadding(2, 2));
    // Zeros below and after: the last row and column keep their first term only.
    assertThat(oneSided.toFloatArray()).containsExactly(-4, -4, 3, -4, -4, 6, 7, 8, 9);
  }

  @Test
  void eachGroupSeesItsOwnChannels() {
    Tensor x = Tensor.of(new float[][][][] {{{{1}}, {{10}}}});
    Tensor weight = Tensor.of(new float[][][][] {{{{2}}}, {{{3}}}, {{{4}}}, {{{5}}}});
    assertThat(x.conv2d(weight, STANDARD.withGroups(2)).toFloatArray())
        .containsExactly(2, 3, 40, 50);
  }

  @Test
  void eachInputGetsItsGradient() {
    Tensor x = IMAGE.requiresGrad();
    Tensor weight = WEIGHT.requiresGrad();
    Tensor bias = Tensor.of(0f).requiresGrad();
    Tensor[] g = Gradients.of(x.conv2d(weight, bias).sum(), x, weight, bias);
    assertThat(g[0].toFloatArray()).containsExactly(1, 1, 0, 1, 0, -1, 0, -1, -1);
    // 1 + 2 + 4 + 5 and so on.
    assertThat(g[1].toFloatArray()).containsExactly(12, 16, 24, 28);
    assertThat(g[2].toFloatArray()).containsExactly(4);
  }

  @Test
  void anEmptyBatchHasAnEmptyResultAndZeroWeightGradients() {
    Tensor weight = WEIGHT.requiresGrad();
    Tensor y = Tensor.zeros(0, 1, 3, 3).conv2d(weight);
    assertThat(y.shape()).isEqualTo(Shape.of(0, 1, 2, 2));
    assertThat(Gradients.of(y.sum(), weight)[0].toFloatArray()).containsOnly(0);
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> Tensor.ones(3, 3).conv2d(WEIGHT))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "conv2d: x must be images [N, C, H, W] or one image [C, H, W] but is [3, 3]; reshape it");
    assertThatThrownBy(() -> IMAGE.conv2d(Tensor.ones(2, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "conv2d: the weight must be [O, C/groups, KH, KW] with a kernel of at least 1 × 1 but is"
                + " [2, 2]; reshape it");
    assertThatThrownBy(() -> IMAGE.conv2d(Tensor.ones(4, 3, 2, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "conv2d: x has 1 channels but the weight takes 3 (x [1, 1, 3, 3], weight [4, 3, 2, 2]);"
                + " check the layer sizes");
    assertThatThrownBy(() -> IMAGE.conv2d(Tensor.ones(4, 3, 2, 2), STANDARD.withGroups(2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "conv2d: x has 1 channels but the weight takes 3 in each of 2 groups (x [1, 1, 3, 3],"
                + " weight [4, 3, 2, 2]); check the layer sizes");
    assertThatThrownBy(() -> IMAGE.conv2d(Tensor.ones(3, 1, 2, 2), STANDARD.withGroups(2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "conv2d: 3 outputs cannot be cut into 2 equal groups (weight [3, 1, 2, 2]); change the"
                + " outputs or the groups");
    assertThatThrownBy(() -> IMAGE.conv2d(Tensor.ones(1, 1, 2, 3), STANDARD.withDilation(3, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "conv2d: the kernel covers 4 × 5 but the image is only 3 × 3 with its padding (x [1, 1,"
                + " 3, 3], weight [1, 1, 2, 3]); pad it or use a smaller kernel");
    assertThatThrownBy(() -> IMAGE.conv2d(WEIGHT, Tensor.of(1f, 2f)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "conv2d: the bias must be [1], one number for each output of the weight, but is [2]"
                + " (weight [1, 1, 2, 2]); check the layer sizes");
  }

  @Test
  void oneImageIsABatchOfOne() {
    Tensor x = IMAGE.squeeze(0).detach().requiresGrad();
    Tensor y = x.conv2d(WEIGHT);
    assertThat(y.contentEquals(IMAGE.conv2d(WEIGHT).squeeze(0))).isTrue();
    assertThat(Gradients.of(y.sum(), x)[0].shape()).isEqualTo(x.shape());
  }

  @Test
  void optionsThatAreFarTooLargeAreRefused() {
    int huge = Integer.MAX_VALUE;
    assertThatThrownBy(() -> IMAGE.conv2d(WEIGHT, STANDARD.withDilation(huge)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "conv2d: the kernel covers 2147483648 × 2147483648 but the image is only 3 × 3 with its"
                + " padding (x [1, 1, 3, 3], weight [1, 1, 2, 2]); pad it or use a smaller kernel");
    assertThatThrownBy(() -> IMAGE.conv2d(WEIGHT, STANDARD.withPadding(huge)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "conv2d: the image is 4294967297 × 4294967297 with its padding, of which a side may have"
                + " at most 2147483647 (x [1, 1, 3, 3]); use less padding");
  }

  @Test
  void otherElementTypesAreRefused() {
    assertThatThrownBy(() -> IMAGE.conv2d(WEIGHT.to(ElementType.F64)))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage(
            "conv2d: x is F32 but the weight is F64; types are not promoted silently, convert one"
                + " with to(ElementType.F32)");
    Tensor whole = IMAGE.to(ElementType.I32);
    assertThatThrownBy(() -> whole.conv2d(whole))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage("conv2d: needs F32 or F64 but got I32; convert it with to(ElementType.F32)");
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> STANDARD.withStride(0))
        .hasMessage("conv2d: the stride must be at least 1 but is 0; 1 is the default");
    assertThatThrownBy(() -> STANDARD.withPadding(-1, 0))
        .hasMessage("conv2d: the padding must be at least 0 but is -1; 0 is the default");
    assertThatThrownBy(() -> STANDARD.withDilation(1, 0))
        .hasMessage("conv2d: the dilation must be at least 1 but is 0; 1 is the default");
    assertThatThrownBy(() -> STANDARD.withGroups(0))
        .hasMessage("conv2d: the number of groups must be at least 1 but is 0; 1 is the default");
  }

  @Test
  void optionsPrintWhatDiffersFromTheDefault() {
    assertThat(STANDARD).hasToString("");
    assertThat(STANDARD.withStride(2).withPadding(1, 0).withGroups(4))
        .hasToString("stride 2, padding 1×0, groups 4");
    assertThat(STANDARD.withDilation(2).withSamePadding(2, 3))
        .hasToString("padding 1×2, dilation 2");
    assertThat(STANDARD.withSamePadding(2, 3)).hasToString("padding 0×1×1×1");
  }
}
