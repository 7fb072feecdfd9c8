package dev.adjoint.kernel.normalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.kernel.FloatBits;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import dev.adjoint.kernel.work.Workers;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VectorNormalizationTest {
  /// Rows and lengths; the last two have several blocks of rows.
  private static final int[][] ROWS = {
    {0, 4},
    {1, 1},
    {3, 5},
    {2, 16},
    {5, 17},
    {7, 33},
    {4, 64},
    {130, 128},
    {3, 20_000},
    {2, 40_005},
    {300, 100}
  };

  /// Samples, channels and inner elements.
  private static final int[][] PLANES = {
    {0, 3, 4},
    {2, 1, 1},
    {1, 3, 1},
    {5, 70, 1},
    {3, 2, 7},
    {2, 3, 16},
    {3, 5, 49},
    {4, 3, 64},
    {2, 2, 9000},
    {2, 2, 33_000},
    {1100, 20, 1},
    {33, 300, 1}
  };

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void layerNormHasTheBitsOfTheScalarLoops() {
    for (int[] sizes : ROWS) {
      for (boolean special : new boolean[] {false, true}) {
        List<View> in = layerInputs(sizes[0], sizes[1], special);
        assertThat(bits(layer(new VectorKernels(), in, sizes)))
            .isDeepEqualTo(bits(layer(new ScalarKernels(), in, sizes)));
      }
    }
  }

  @Test
  void batchNormHasTheBitsOfTheScalarLoops() {
    for (int[] sizes : PLANES) {
      for (boolean special : new boolean[] {false, true}) {
        List<View> in = batchInputs(sizes, special);
        assertThat(bits(batch(new VectorKernels(), in, sizes)))
            .isDeepEqualTo(bits(batch(new ScalarKernels(), in, sizes)));
      }
    }
  }

  @Test
  void theNumberOfThreadsDoesNotChangeABit() {
    int[] rows = {700, 128};
    int[] planes = {8, 12, 1024};
    List<View> layerIn = layerInputs(rows[0], rows[1], false);
    List<View> batchIn = batchInputs(planes, false);
    int before = Workers.threads();
    try {
      for (Kernels kernels : List.of(new ScalarKernels(), new VectorKernels())) {
        Workers.threads(1);
        int[][] layer = bits(layer(kernels, layerIn, rows));
        int[][] batch = bits(batch(kernels, batchIn, planes));
        for (int threads : new int[] {2, 3}) {
          Workers.threads(threads);
          assertThat(bits(layer(kernels, layerIn, rows))).isDeepEqualTo(layer);
          assertThat(bits(batch(kernels, batchIn, planes))).isDeepEqualTo(batch);
        }
      }
    } finally {
      Workers.threads(before);
    }
  }

  @Test
  void layerNormOfDoublesAgreesWithTheFormula() {
    // The mean of (1, 2, 6) is 3, the variance (4 + 1 + 9) / 3 = 14/3.
    double r = 1 / Math.sqrt(14 / 3.0 + 0.1);
    View x = doubles(1, 2, 6);
    View y = doubles(0, 0, 0);
    View mean = doubles(0);
    View scale = doubles(0);
    View bias = doubles(1, 0, -1);
    new VectorKernels()
        .run(new LayerNormCall(x, doubles(1, 2, 3), bias, 0.1, y, mean, scale, 1, 3));
    assertThat(((Doubles) y.storage()).array())
        .containsExactly(new double[] {1 - 2 * r, -2 * r, 9 * r - 1}, within(1e-15));
    assertThat(((Doubles) mean.storage()).array()).containsExactly(3);
    assertThat(((Doubles) scale.storage()).array())
        .containsExactly(new double[] {r}, within(1e-16));
  }

  @Test
  void batchNormOfDoublesAgreesWithTheFormula() {
    // Two samples of two channels of two elements: channel 0 is (1, 3, 5, 7), channel 1 all 2.
    View x = doubles(1, 3, 2, 2, 5, 7, 2, 2);
    View y = doubles(0, 0, 0, 0, 0, 0, 0, 0);
    View mean = doubles(0, 0);
    View variance = doubles(0, 0);
    View gain = doubles(2, 3);
    View bias = doubles(10, 20);
    new VectorKernels().run(new BatchNormCall(x, gain, bias, 4, y, mean, variance, 2, 2, 2));
    assertThat(((Doubles) mean.storage()).array()).containsExactly(4, 2);
    assertThat(((Doubles) variance.storage()).array()).containsExactly(5, 0);
    assertThat(((Doubles) y.storage()).array())
        .containsExactly(
            new double[] {10 - 2, 10 - 2 / 3.0, 20, 20, 10 + 2 / 3.0, 10 + 2, 20, 20},
            within(1e-14));
  }

  @Test
  void aRunningAverageChangesInPlace() {
    View y = FloatBits.view(new float[] {1, 2}, 1, 2);
    View x = FloatBits.view(new float[] {5, -6}, 0, 2);
    new VectorKernels().run(new RunningAverageCall(0.75, 0.25, x, y));
    assertThat(((Floats) y.storage()).array()).containsExactly(0, 2, 0, 0);
    View z = doubles(8);
    new ScalarKernels().run(new RunningAverageCall(0.5, 0.5, doubles(2), z));
    assertThat(((Doubles) z.storage()).array()).containsExactly(5);
  }

  private static View doubles(double... values) {
    return View.contiguous(new Doubles(values), values.length);
  }

  private View draw(int count, int gap, boolean special) {
    float[] values = special ? FloatBits.mixed(count, random) : FloatBits.ordinary(count, random);
    return FloatBits.view(values, gap, count);
  }

  private List<View> layerInputs(int rows, int length, boolean special) {
    return List.of(
        draw(rows * length, 3, special),
        draw(rows * length, 1, special),
        draw(length, 2, false),
        draw(length, 0, false));
  }

  private List<View> batchInputs(int[] sizes, boolean special) {
    int count = sizes[0] * sizes[1] * sizes[2];
    return List.of(
        draw(count, 3, special),
        draw(count, 1, special),
        draw(sizes[1], 2, false),
        draw(sizes[1], 0, false));
  }

  /// Value, mean, scale and the three gradients.
  private static List<View> layer(Kernels kernels, List<View> in, int[] sizes) {
    int rows = sizes[0];
    int length = sizes[1];
    View x = in.get(0);
    View y = FloatBits.empty(1, rows * length);
    View mean = FloatBits.empty(2, rows);
    View scale = FloatBits.empty(0, rows);
    kernels.run(new LayerNormCall(x, in.get(2), in.get(3), 1e-5, y, mean, scale, rows, length));
    View gx = FloatBits.empty(5, rows * length);
    View gGain = FloatBits.empty(1, length);
    View gBias = FloatBits.empty(3, length);
    kernels.run(
        new LayerNormGradientCall(
            in.get(1), x, in.get(2), mean, scale, gx, gGain, gBias, rows, length));
    return List.of(y, mean, scale, gx, gGain, gBias);
  }

  /// Value, mean, variance, the value with these given, and the three gradients.
  private static List<View> batch(Kernels kernels, List<View> in, int[] sizes) {
    int samples = sizes[0];
    int channels = sizes[1];
    int inner = sizes[2];
    int count = samples * channels * inner;
    View x = in.get(0);
    View gain = in.get(2);
    View y = FloatBits.empty(1, count);
    View mean = FloatBits.empty(2, channels);
    View variance = FloatBits.empty(0, channels);
    kernels.run(
        new BatchNormCall(x, gain, in.get(3), 1e-5, y, mean, variance, samples, channels, inner));
    View again = FloatBits.empty(3, count);
    kernels.run(
        new BatchNormGivenCall(
            x, mean, variance, gain, in.get(3), 1e-5, again, samples, channels, inner));
    View gx = FloatBits.empty(5, count);
    View gGain = FloatBits.empty(1, channels);
    View gBias = FloatBits.empty(3, channels);
    kernels.run(
        new BatchNormGradientCall(
            in.get(1), x, mean, variance, gain, 1e-5, gx, gGain, gBias, samples, channels, inner));
    return List.of(y, mean, variance, again, gx, gGain, gBias);
  }

  private static int[][] bits(List<View> views) {
    return views.stream().map(FloatBits::of).toArray(int[][]::new);
  }
}
