package dev.adjoint.kernel.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.kernel.FloatBits;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

class ReduceTest {
  private static final int[][] LAYOUTS = {
    {1, 0, 1},
    {3, 0, 2},
    {0, 5, 3},
    {1, 1, 1},
    {4, 7, 1},
    {3, 16, 1},
    {2, 17, 1},
    {5, 207, 1},
    {2, 16_384, 1},
    {2, 16_385, 1},
    {1, 70_001, 1},
    {1, 9, 3},
    {3, 33, 16},
    {2, 5, 67},
    {1, 300, 130}
  };

  static Stream<Kernels> kernels() {
    return Stream.of(new ScalarKernels(), new VectorKernels());
  }

  /// The contract of [Reduction] for products, read as plainly as possible.
  private static float product(float[] run, boolean lanes) {
    if (!lanes) {
      float chain = 1;
      for (float v : run) {
        chain *= v;
      }
      return chain;
    }
    float total = 1;
    for (int from = 0; from == 0 || from < run.length; from += Reduction.BLOCK) {
      float[] lane = new float[16];
      Arrays.fill(lane, 1);
      for (int i = from; i < Math.min(run.length, from + Reduction.BLOCK); i++) {
        lane[(i - from) % 16] *= run[i];
      }
      for (int half : new int[] {8, 4, 2, 1}) {
        for (int j = 0; j < half; j++) {
          lane[j] *= lane[j + half];
        }
      }
      total = from == 0 ? lane[0] : total * lane[0];
    }
    return total;
  }

  /// The contract of [Reduction] for sums, means and norms of F32.
  private static float sum(Reduction f, float[] run, boolean lanes) {
    double total = 0;
    int block = lanes ? Reduction.BLOCK : Math.max(run.length, 1);
    int width = lanes ? 16 : 1;
    for (int from = 0; from < run.length; from += block) {
      double[] lane = new double[width];
      for (int i = from; i < Math.min(run.length, from + block); i++) {
        double v = run[i];
        lane[(i - from) % width] += f == Reduction.NORM ? v * v : v;
      }
      for (int half = width / 2; half > 0; half /= 2) {
        for (int j = 0; j < half; j++) {
          lane[j] += lane[j + half];
        }
      }
      total += lane[0];
    }
    return (float)
        (f == Reduction.MEAN ? total / run.length : f == Reduction.NORM ? Math.sqrt(total) : total);
  }

  private static float model(Reduction f, float[] run, boolean lanes) {
    return f == Reduction.PRODUCT ? product(run, lanes) : sum(f, run, lanes);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void sumsAndProductsRoundInTheOrderOfTheContract(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(1);
    Reduction[] all = {Reduction.SUM, Reduction.MEAN, Reduction.NORM, Reduction.PRODUCT};
    for (Reduction f : all) {
      for (int[] l : LAYOUTS) {
        float[] values = FloatBits.ordinary(l[0] * l[1] * l[2], random);
        View x = FloatBits.view(values, 3, values.length);
        View y = FloatBits.empty(0, l[0] * l[2]);
        kernels.run(new ReduceCall(f, x, y, l[0], l[1], l[2]));
        float[] expected = new float[l[0] * l[2]];
        for (int r = 0; r < expected.length; r++) {
          float[] run = new float[l[1]];
          for (int i = 0; i < l[1]; i++) {
            run[i] = values[(r / l[2] * l[1] + i) * l[2] + r % l[2]];
          }
          expected[r] = model(f, run, l[2] == 1);
        }
        assertThat(((Floats) y.storage()).array()).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"ANY", "ALL"})
  void vectorsGiveTheBitsOfTheScalarLoops(Reduction f) {
    SplittableRandom random = new SplittableRandom(2);
    for (int[] l : LAYOUTS) {
      for (boolean special : new boolean[] {false, true}) {
        int count = l[0] * l[1] * l[2];
        float[] values =
            special ? FloatBits.mixed(count, random) : FloatBits.ordinary(count, random);
        View x = FloatBits.view(values, 5, count);
        View expected = FloatBits.empty(1, l[0] * l[2]);
        View actual = FloatBits.empty(1, l[0] * l[2]);
        new ScalarKernels().run(new ReduceCall(f, x, expected, l[0], l[1], l[2]));
        new VectorKernels().run(new ReduceCall(f, x, actual, l[0], l[1], l[2]));
        assertThat(FloatBits.of(actual)).isEqualTo(FloatBits.of(expected));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void largestAndSmallestSeeEveryElementAndNan(Kernels kernels) {
    float[] values = new float[40];
    values[37] = -3f;
    values[2] = 5f;
    assertThat(reduced(kernels, Reduction.MAXIMUM, values)).isEqualTo(5f);
    assertThat(reduced(kernels, Reduction.MINIMUM, values)).isEqualTo(-3f);
    values[20] = Float.NaN;
    assertThat(reduced(kernels, Reduction.MAXIMUM, values)).isNaN();
    assertThat(reduced(kernels, Reduction.MINIMUM, values)).isNaN();
  }

  private static float reduced(Kernels kernels, Reduction f, float[] values) {
    Floats y = new Floats(new float[1]);
    View x = View.contiguous(new Floats(values), values.length);
    kernels.run(new ReduceCall(f, x, View.contiguous(y), 1, values.length, 1));
    return y.array()[0];
  }

  @Test
  void nothingIsReadWhereThereAreNoColumns() {
    View x = View.contiguous(new Storage.Floats(new float[0]), 2, 3, 0);
    View y = View.contiguous(new Storage.Floats(new float[] {7}), 2, 0);
    for (Kernels kernels : new Kernels[] {new ScalarKernels(), new VectorKernels()}) {
      kernels.run(new ReduceCall(Reduction.SUM, x, y, 2, 3, 0));
      assertThat(((Storage.Floats) y.storage()).array()).containsExactly(7);
    }
  }

  @Test
  void otherElementTypesReduceAlongBothLayouts() {
    Kernels kernels = new ScalarKernels();
    View ints = View.contiguous(new Ints(new int[] {1, 2, 3, 4, 5, 6}), 2, 3);
    Ints columns = new Ints(new int[3]);
    kernels.run(new ReduceCall(Reduction.SUM, ints, View.contiguous(columns, 3), 1, 2, 3));
    assertThat(columns.array()).containsExactly(5, 7, 9);
    View longs = View.contiguous(new Longs(new long[] {1, 2, 3, 4, 5, 6}), 2, 3);
    Longs rows = new Longs(new long[2]);
    kernels.run(new ReduceCall(Reduction.PRODUCT, longs, View.contiguous(rows, 2), 2, 3, 1));
    assertThat(rows.array()).containsExactly(6, 120);
    View doubles = View.contiguous(new Doubles(new double[] {1, -2, 3, 4}), 4);
    Doubles least = new Doubles(new double[1]);
    kernels.run(new ReduceCall(Reduction.MINIMUM, doubles, View.contiguous(least), 1, 4, 1));
    assertThat(least.array()).containsExactly(-2);
  }

  @Test
  void anyAndAllAreAboutTruth() {
    Kernels kernels = new ScalarKernels();
    View x = View.contiguous(new Booleans(new boolean[] {true, false, true, true}), 2, 2);
    Booleans y = new Booleans(new boolean[2]);
    kernels.run(new ReduceCall(Reduction.ALL, x, View.contiguous(y, 2), 2, 2, 1));
    assertThat(y.array()).containsExactly(false, true);
    kernels.run(new ReduceCall(Reduction.ALL, x, View.contiguous(y, 2), 1, 2, 2));
    assertThat(y.array()).containsExactly(true, false);
    kernels.run(new ReduceCall(Reduction.ANY, x, View.contiguous(y, 2), 1, 2, 2));
    assertThat(y.array()).containsExactly(true, true);
    kernels.run(new ReduceCall(Reduction.ANY, x, View.contiguous(y, 2), 2, 0, 1));
    assertThat(y.array()).containsExactly(false, false);
    kernels.run(new ReduceCall(Reduction.ALL, x, View.contiguous(y, 2), 2, 0, 1));
    assertThat(y.array()).containsExactly(true, true);
  }

  @Test
  void runningSumsAndProductsGoAlongTheLength() {
    Kernels kernels = new VectorKernels();
    View x = View.contiguous(new Floats(new float[] {1, 2, 3, 4, 5, 6}), 3, 2);
    Floats y = new Floats(new float[6]);
    kernels.run(new CumulateCall(Reduction.SUM, x, View.contiguous(y, 3, 2), 1, 3, 2));
    assertThat(y.array()).containsExactly(1, 2, 4, 6, 9, 12);
    kernels.run(new CumulateCall(Reduction.PRODUCT, x, View.contiguous(y, 3, 2), 2, 3, 1));
    assertThat(y.array()).containsExactly(1, 2, 6, 4, 20, 120);
  }

  @Test
  void aReductionThatTheElementTypeLacksIsRefused() {
    View x = View.contiguous(new Floats(new float[2]), 2);
    View y = View.contiguous(new Floats(new float[1]));
    assertThatThrownBy(() -> new ScalarKernels().run(new ReduceCall(Reduction.ANY, x, y, 1, 2, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "any: not defined for the element type F32; convert to another element type first");
  }
}
