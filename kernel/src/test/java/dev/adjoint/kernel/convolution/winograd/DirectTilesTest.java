package dev.adjoint.kernel.convolution.winograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.FloatBits;
import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.ConvolutionCall;
import dev.adjoint.kernel.convolution.ConvolutionDataCall;
import dev.adjoint.kernel.convolution.ConvolutionWeightCall;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Numbers of very different size, NaN, infinities and zeros in convolutions by Winograd: the error
/// of each result is relative to its own window.
class DirectTilesTest {
  /// Of the product of two Euclidean norms: of the numbers and of the weights that make a result.
  private static final double ERROR = 1e-5;

  private static final Convolution HOW = new Convolution(1, 1, 1, 1, 1, 1, 1);
  private static final int[] IMAGE = {8, 32, 32, 32};
  private static final int[] WEIGHT = {32, 32, 3, 3};

  enum Direction {
    FORWARD,
    DATA,
    WEIGHT;

    /// The call, its result last.
    KernelCall call(View a, View b, View result) {
      return switch (this) {
        case FORWARD -> new ConvolutionCall(HOW, a, b, null, result);
        case DATA -> new ConvolutionDataCall(HOW, a, b, result);
        case WEIGHT -> new ConvolutionWeightCall(HOW, a, b, result);
      };
    }

    int[] second() {
      return this == WEIGHT ? IMAGE : DirectTilesTest.WEIGHT;
    }

    int[] result() {
      return this == WEIGHT ? DirectTilesTest.WEIGHT : IMAGE;
    }
  }

  @ParameterizedTest
  @EnumSource
  void spikesHarmNoResultThatDoesNotSeeThem(Direction direction) {
    for (double spike : new double[] {50, -1e6, 1e37}) {
      float[] image = normal(IMAGE, 3);
      for (int n = 0; n < 5; n++) {
        image[(n * 32 + 5) * 1024 + 37 * n + 300] = (float) spike;
      }
      within(direction, image, normal(direction.second(), 4));
    }
  }

  @ParameterizedTest
  @EnumSource
  void spikesAmongZerosHarmNothing(Direction direction) {
    float[] image = normal(IMAGE, 5);
    for (int i = 0; i < image.length; i++) {
      image[i] = i % 32 < 16 ? image[i] : 0;
    }
    image[8 * 32 + 20] = 1e6f;
    within(direction, image, normal(direction.second(), 6));
  }

  /// Corners do not meet all taps: a result there must not depend on the largest tap.
  @ParameterizedTest
  @EnumSource(names = {"FORWARD", "DATA"})
  void largeTapsHarmNoResultThatDoesNotMeetThem(Direction direction) {
    for (double spike : new double[] {100, 1e6, -1e12}) {
      float[] kernel = normal(WEIGHT, 21);
      for (int o = 0; o < 32; o += 5) {
        kernel[(o * 32 + 3 * o % 32) * 9 + o % 9] = (float) spike;
      }
      within(direction, normal(IMAGE, 22), kernel);
    }
  }

  /// As in masked convolutions, whose later taps are all zero.
  @ParameterizedTest
  @EnumSource(names = {"FORWARD", "DATA"})
  void resultsThatMeetZeroTapsAloneAreZero(Direction direction) {
    float[] kernel = normal(WEIGHT, 23);
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = i % 9 < 4 ? kernel[i] : 0;
    }
    within(direction, normal(IMAGE, 24), kernel);
  }

  /// The numbers of the last row do not meet the upper taps, those of a corner meet four of nine.
  @Test
  void spikesAtTheEdgeHarmNoTapThatDoesNotMeetThem() {
    float[] gradients = normal(IMAGE, 25);
    float[] image = normal(IMAGE, 26);
    gradients[(2 * 32 + 7) * 1024] = 1e6f;
    gradients[(3 * 32 + 9) * 1024 + 500] = -1e6f;
    within(Direction.WEIGHT, gradients, image);
    image[(4 * 32 + 30) * 1024 + 1023] = 1e6f;
    image[(5 * 32 + 1) * 1024 + 31 * 32 + 9] = -1e7f;
    image[(5 * 32 + 2) * 1024 + 400] = 1e7f;
    within(Direction.WEIGHT, normal(IMAGE, 27), image);
    within(Direction.WEIGHT, gradients, image);
  }

  @Test
  void channelsThatRespondToTheEdgeOnlyStayOnTheShortWay() {
    WinogradSizes sizes = new WinogradSizes(8, 32, 32, 32, 32, 32, 32, 1, 1, 32 * 9, 9, false);
    float[] image = normal(IMAGE, 28);
    for (int i = 0; i < image.length; i++) {
      boolean edge = i % 32 == 0 || i / 32 % 32 == 31;
      image[i] = i / 1024 % 8 == 3 && !edge ? 0 : image[i];
    }
    View x = FloatBits.view(image, 0, IMAGE);
    View g = FloatBits.view(normal(IMAGE, 29), 0, IMAGE);
    assertThat(DirectWeightTiles.of(MagnitudeScan.SCALAR, sizes, g, x).none()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void whatIsNotFiniteReachesItsOwnWindowsAlone(float odd) {
    int[] offsets = {0, 31, 700, 3 * 1024 + 512, 40 * 1024 + 33};
    for (Direction direction : new Direction[] {Direction.FORWARD, Direction.DATA}) {
      float[] image = normal(IMAGE, 7);
      for (int at : offsets) {
        image[at] = odd;
      }
      View y = single(direction, image, normal(WEIGHT, 8));
      float[] values = ((Storage.Floats) y.storage()).array();
      for (int i = 0; i < values.length; i++) {
        assertThat(Float.isFinite(values[i]))
            .as("%s at %d", direction, i)
            .isEqualTo(!sees(i, offsets));
      }
    }
  }

  private static boolean sees(int result, int[] offsets) {
    return Arrays.stream(offsets)
        .anyMatch(at ->
            at / (32 * 1024) == result / (32 * 1024)
                && Math.abs(at / 32 % 32 - result / 32 % 32) <= 1
                && Math.abs(at % 32 - result % 32) <= 1);
  }

  @Test
  void whatIsNotFiniteReachesTheWeightsOfItsChannelAlone() {
    float[] x = normal(IMAGE, 9);
    x[(2 * 32 + 5) * 1024 + 500] = Float.NaN;
    View dw = single(Direction.WEIGHT, normal(IMAGE, 10), x);
    float[] values = ((Storage.Floats) dw.storage()).array();
    for (int i = 0; i < values.length; i++) {
      assertThat(Float.isNaN(values[i])).as("weight %d", i).isEqualTo(i / 9 % 32 == 5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sumsOfProductsThatAreNotNegativeAreNotNegative(Direction direction) {
    SplittableRandom random = new SplittableRandom(11);
    float[] image = map(normal(IMAGE, 12), v -> random.nextInt(9) > 0 ? 0 : Math.abs(v) * 30);
    float[] weight = map(normal(direction.second(), 13), v -> v > 1 ? v : 0);
    within(direction, image, weight);
    View y = single(direction, image, weight);
    for (float value : ((Storage.Floats) y.storage()).array()) {
      assertThat(value).isNotNegative();
    }
  }

  @Test
  void kernelsThatAreNotFiniteOrOverflowGoTheDirectWay() {
    float[] image = normal(IMAGE, 14);
    float[] weight = normal(WEIGHT, 15);
    weight[5 * 32 * 9 + 7] = Float.NaN;
    View y = single(Direction.FORWARD, image, weight);
    float[] values = ((Storage.Floats) y.storage()).array();
    for (int i = 0; i < values.length; i++) {
      assertThat(Float.isNaN(values[i])).isEqualTo(i / 1024 % 32 == 5);
    }
    within(Direction.FORWARD, map(image, v -> v * 1e19), map(normal(WEIGHT, 16), v -> v * 1e16));
    within(Direction.FORWARD, map(image, v -> v * 1e-22), map(normal(WEIGHT, 17), v -> v * 1e-14));
  }

  @Test
  void ordinaryDataStayOnTheShortWay() {
    WinogradSizes sizes = new WinogradSizes(8, 32, 32, 32, 32, 32, 32, 1, 1, 32 * 9, 9, false);
    View x = FloatBits.view(normal(IMAGE, 18), 0, IMAGE);
    View positive = FloatBits.view(map(normal(IMAGE, 19), v -> Math.max(v, 0)), 0, IMAGE);
    View w = FloatBits.view(normal(WEIGHT, 20), 0, WEIGHT);
    assertThat(DirectTiles.of(MagnitudeScan.SCALAR, sizes, x, w, null).all()).isFalse();
    assertThat(DirectTiles.of(MagnitudeScan.SCALAR, sizes, positive, w, null).all()).isFalse();
    assertThat(DirectWeightTiles.of(MagnitudeScan.SCALAR, sizes, x, positive).none()).isTrue();
  }

  /// Compares scalar, vector and F64: equal bits of the first two, the error against the third.
  private static void within(Direction direction, float[] a, float[] b) {
    View y = single(direction, a, b);
    View exact = doubles(direction, a, b, v -> v, v -> v);
    View left = doubles(direction, a, b, v -> v * v, v -> 1);
    View right = doubles(direction, a, b, v -> 1, v -> v * v);
    float[] actual = ((Storage.Floats) y.storage()).array();
    double[] expected = ((Storage.Doubles) exact.storage()).array();
    double[] numbers = ((Storage.Doubles) left.storage()).array();
    double[] weights = ((Storage.Doubles) right.storage()).array();
    for (int i = 0; i < actual.length; i++) {
      double scale = Math.sqrt(numbers[i]) * Math.sqrt(weights[i]);
      if (scale < Float.MAX_VALUE / 64) {
        assertThat(Math.abs(actual[i] - expected[i]))
            .as("%s: result %d is %s, exact %s", direction, i, actual[i], expected[i])
            .isLessThanOrEqualTo(ERROR * scale + 1e-43);
      }
    }
  }

  private static View single(Direction direction, float[] a, float[] b) {
    View first = FloatBits.view(a, 0, IMAGE);
    View second = FloatBits.view(b, 0, direction.second());
    View scalar = FloatBits.empty(0, direction.result());
    View vector = FloatBits.empty(0, direction.result());
    direction.call(first, second, scalar).scalar();
    direction.call(first, second, vector).vector();
    assertThat(FloatBits.of(vector)).isEqualTo(FloatBits.of(scalar));
    return vector;
  }

  private static View doubles(
      Direction direction, float[] a, float[] b, DoubleUnaryOperator f, DoubleUnaryOperator h) {
    View y =
        View.contiguous(
            new Storage.Doubles(new double[count(direction.result())]), direction.result());
    direction.call(wide(a, IMAGE, f), wide(b, direction.second(), h), y).scalar();
    return y;
  }

  private static View wide(float[] values, int[] sizes, DoubleUnaryOperator f) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> f.applyAsDouble(values[i]));
    return View.contiguous(new Storage.Doubles(wide), sizes);
  }

  private static float[] normal(int[] sizes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count(sizes)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] map(float[] values, DoubleUnaryOperator f) {
    float[] mapped = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      mapped[i] = (float) f.applyAsDouble(values[i]);
    }
    return mapped;
  }

  private static int count(int[] sizes) {
    return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
  }
}
