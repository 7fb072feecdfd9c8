package dev.adjoint.kernel.convolution.winograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.FloatBits;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.ConvolutionCall;
import dev.adjoint.kernel.convolution.ConvolutionCases;
import dev.adjoint.kernel.convolution.ConvolutionDataCall;
import dev.adjoint.kernel.convolution.ConvolutionWeightCall;
import dev.adjoint.kernel.convolution.direct.ConvolutionSizes;
import dev.adjoint.kernel.convolution.epilogue.Finish;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WinogradTest {

  private final int before = Workers.threads();

  @AfterEach
  void restoreTheThreads() {
    Workers.threads(before);
  }

  @Test
  void anyShapeGivesTheBitsOfTheDefinitionOnAnyNumberOfThreads() {
    SplittableRandom random = new SplittableRandom(7);
    for (int done = 0; done < 150; done++) {
      Convolution how = new Convolution(1, 1, random.nextInt(3), random.nextInt(3), 1, 1, 1);
      int most = random.nextInt(5) == 0 ? 40 : 12;
      int[] image = {
        1 + random.nextInt(done % 5 == 0 ? 70 : 6),
        1 + random.nextInt(37),
        3 + random.nextInt(most),
        3 + random.nextInt(most)
      };
      var one = ConvolutionCases.of(how, image, 1 + random.nextInt(37), 3, 3, done);
      if (done % 4 == 0) {
        one.special(done);
      }
      Workers.threads(1 + done % 3);
      agree(one);
    }
  }

  private static void agree(ConvolutionCases one) {
    View x = one.x();
    View y = ConvolutionCases.full(one.g().sizes());
    View expected = ConvolutionCases.full(one.g().sizes());
    WinogradSizes sizes = WinogradSizes.forward(sizes(one));
    for (View bias : new View[] {one.bias(), null}) {
      ScalarWinograd.run(sizes, x, one.weight(), bias, expected);
      WinogradConvolution.run(sizes, x, one.weight(), null, bias, Finish.NONE, y);
      same(one, y, expected);
    }
    View dx = ConvolutionCases.full(x.sizes());
    View expectedDx = ConvolutionCases.full(x.sizes());
    ScalarWinograd.run(WinogradSizes.data(sizes(one)), one.g(), one.weight(), null, expectedDx);
    WinogradConvolution.run(
        WinogradSizes.data(sizes(one)), one.g(), one.weight(), null, null, Finish.NONE, dx);
    same(one, dx, expectedDx);
    View dw = ConvolutionCases.full(one.weight().sizes());
    View expectedDw = ConvolutionCases.full(one.weight().sizes());
    DirectWeightTiles direct = DirectWeightTiles.of(MagnitudeScan.SCALAR, sizes, one.g(), x);
    ScalarWinogradWeight.run(sizes, one.g(), x, expectedDw, direct);
    WinogradWeight.run(sizes, one.g(), x, dw, direct);
    same(one, dw, expectedDw);
  }

  @ParameterizedTest
  @CsvSource({"2, 40, 30, 41, 1", "33, 70, 6, 66, 1", "9, 5, 75, 130, 0", "3, 9, 9, 600, 2"})
  void gradientsOfManyTilesOrOutputsHaveTheBitsOfTheDefinition(
      int images, int channels, int size, int outputs, int padding) {
    Convolution how = new Convolution(1, 1, padding, 2 - padding, 1, 1, 1);
    var one = ConvolutionCases.of(how, new int[] {images, channels, size, 13}, outputs, 3, 3, 6);
    View expected = ConvolutionCases.full(one.weight().sizes());
    WinogradSizes sizes = WinogradSizes.forward(sizes(one));
    DirectWeightTiles direct = DirectWeightTiles.of(MagnitudeScan.SCALAR, sizes, one.g(), one.x());
    ScalarWinogradWeight.run(sizes, one.g(), one.x(), expected, direct);
    for (int threads = 1; threads <= 3; threads++) {
      Workers.threads(threads);
      View dw = ConvolutionCases.full(one.weight().sizes());
      WinogradWeight.run(sizes, one.g(), one.x(), dw, direct);
      same(one, dw, expected);
    }
  }

  private static void same(ConvolutionCases one, View actual, View expected) {
    assertThat(Arrays.mismatch(FloatBits.of(actual), FloatBits.of(expected)))
        .as(
            "x %s, weight %s, %s: where it differs",
            Arrays.toString(one.x().sizes()), Arrays.toString(one.weight().sizes()), one.how())
        .isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"32, 32, 16, 1, 6.5e-7", "32, 64, 8, 1, 8.5e-7", "4, 40, 13, 2, 7.5e-7"})
  void theErrorIsWhatTheContractSays(int images, int channels, int size, int padding, double rms) {
    Convolution how = new Convolution(1, 1, padding, padding, 1, 1, 1);
    var one = ConvolutionCases.of(how, new int[] {images, channels, size, size}, channels, 3, 3, 5);
    View y = FloatBits.empty(0, one.g().sizes());
    new VectorKernels().run(new ConvolutionCall(how, one.x(), one.weight(), one.bias(), y));
    View exact = doubles(y);
    new ScalarKernels()
        .run(
            new ConvolutionCall(
                how, doubles(one.x()), doubles(one.weight()), doubles(one.bias()), exact));
    assertThat(error(y, exact)).isBetween(rms / 2, rms);
    View dx = FloatBits.empty(0, one.x().sizes());
    new VectorKernels().run(new ConvolutionDataCall(how, one.g(), one.weight(), dx));
    View exactDx = doubles(dx);
    new ScalarKernels()
        .run(new ConvolutionDataCall(how, doubles(one.g()), doubles(one.weight()), exactDx));
    assertThat(error(dx, exactDx)).isBetween(rms / 2, rms);
  }

  @ParameterizedTest
  @CsvSource({"8, 32, 8, 1", "32, 64, 8, 1", "4, 40, 13, 2", "32, 16, 32, 1", "64, 32, 26, 0"})
  void theErrorOfTheGradientForTheWeightIsWhatTheContractSays(
      int images, int channels, int size, int padding) {
    Convolution how = new Convolution(1, 1, padding, padding, 1, 1, 1);
    var one = ConvolutionCases.of(how, new int[] {images, channels, size, size}, 32, 3, 3, 5);
    View dw = FloatBits.empty(0, one.weight().sizes());
    new VectorKernels().run(new ConvolutionWeightCall(how, one.g(), one.x(), dw));
    View exact = doubles(dw);
    new ScalarKernels()
        .run(new ConvolutionWeightCall(how, doubles(one.g()), doubles(one.x()), exact));
    assertThat(error(dw, exact)).isBetween(5e-7, 8e-7);
  }

  /// The root of the mean square of the error, in that of the values.
  private static double error(View actual, View exact) {
    float[] y = ((Storage.Floats) actual.storage()).array();
    double[] z = ((Storage.Doubles) exact.storage()).array();
    double error = 0;
    double size = 0;
    for (int i = 0; i < y.length; i++) {
      error += (y[i] - z[i]) * (y[i] - z[i]);
      size += z[i] * z[i];
    }
    return Math.sqrt(error / size);
  }

  private static View doubles(View x) {
    float[] from = ((Storage.Floats) x.storage()).array();
    double[] values = new double[x.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = from[x.offset() + i];
    }
    return View.contiguous(new Storage.Doubles(values), x.sizes());
  }

  @Test
  void theSizesAloneDecide() {
    Convolution same = new Convolution(1, 1, 1, 1, 1, 1, 1);
    assertThat(both(same, 32, 32, 16, 32, 3)).isTrue();
    assertThat(both(same, 8, 32, 8, 32, 3)).isTrue();
    assertThat(both(same, 7, 32, 8, 32, 3)).as("few tiles").isFalse();
    assertThat(both(same, 32, 31, 16, 32, 3)).as("few channels").isFalse();
    assertThat(both(same, 32, 32, 16, 31, 3)).as("few outputs").isFalse();
    assertThat(both(same, 32, 32, 16, 32, 1)).as("another kernel").isFalse();
    assertThat(both(same, 32, 32, 5, 32, 3)).as("half empty tiles").isFalse();
    assertThat(both(same, 32, 32, 6, 32, 3)).isTrue();
    assertThat(both(new Convolution(2, 1, 1, 1, 1, 1, 1), 32, 32, 16, 32, 3)).isFalse();
    assertThat(both(new Convolution(1, 1, 3, 1, 1, 1, 1), 32, 32, 16, 32, 3)).isFalse();
    assertThat(both(new Convolution(1, 1, 1, 1, 1, 2, 1), 32, 32, 16, 32, 3)).isFalse();
    assertThat(both(new Convolution(1, 1, 1, 1, 1, 1, 2), 32, 64, 16, 64, 3)).isFalse();
    var one = ConvolutionCases.of(same, new int[] {32, 32, 16, 16}, 32, 3, 3, 1);
    Storage doubles = new Storage.Doubles(new double[0]);
    assertThat(Winograd.forward(sizes(one), doubles)).as("F64").isFalse();
    assertThat(Winograd.data(sizes(one), doubles)).as("F64").isFalse();
    assertThat(Winograd.weight(sizes(one), doubles)).as("F64").isFalse();
  }

  @Test
  void theGradientForTheWeightTakesTheShortWayFromSixteenChannelsOn() {
    Convolution same = new Convolution(1, 1, 1, 1, 1, 1, 1);
    assertThat(weight(same, 2, 16, 16, 16, 3)).isTrue();
    assertThat(weight(same, 1, 16, 16, 16, 3)).as("few tiles").isFalse();
    assertThat(weight(same, 2, 15, 16, 16, 3)).as("few channels").isFalse();
    assertThat(weight(same, 2, 16, 16, 15, 3)).as("few outputs").isFalse();
    assertThat(weight(same, 32, 16, 5, 16, 3)).as("half empty tiles").isFalse();
    assertThat(weight(same, 2, 16, 16, 16, 5)).as("another kernel").isFalse();
    assertThat(weight(new Convolution(1, 2, 1, 1, 1, 1, 1), 2, 16, 16, 16, 3)).isFalse();
    assertThat(weight(new Convolution(1, 1, 1, 1, 1, 1, 2), 2, 64, 16, 64, 3)).isFalse();
  }

  private static boolean weight(
      Convolution how, int images, int channels, int size, int outputs, int kernel) {
    int[] image = {images, channels, size, size};
    var one = ConvolutionCases.of(how, image, outputs, kernel, kernel, 1);
    return Winograd.weight(sizes(one), new Storage.Floats(new float[0]));
  }

  private static boolean both(
      Convolution how, int images, int channels, int size, int outputs, int kernel) {
    int[] image = {images, channels, size, size};
    ConvolutionSizes sizes = sizes(ConvolutionCases.of(how, image, outputs, kernel, kernel, 1));
    Storage kind = new Storage.Floats(new float[0]);
    assertThat(Winograd.forward(sizes, kind)).isEqualTo(Winograd.data(sizes, kind));
    return Winograd.forward(sizes, kind);
  }

  @Test
  void aPropertyTurnsItOff() {
    assertThat(Winograd.allowed(null)).isTrue();
    assertThat(Winograd.allowed("direct")).isFalse();
    assertThatThrownBy(() -> Winograd.allowed("fast"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("adjoint.convolution: must be direct or absent but is fast");
  }

  private static ConvolutionSizes sizes(ConvolutionCases one) {
    return ConvolutionSizes.of(one.how(), one.x(), one.weight(), one.g());
  }
}
