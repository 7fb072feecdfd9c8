package dev.adjoint.kernel.strided;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.FloatBits;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.Windows;
import dev.adjoint.kernel.elementwise.AddCall;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CopyTest {
  static Stream<Kernels> kernels() {
    return Stream.of(new ScalarKernels(), new VectorKernels());
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void everyElementTypeConvertsAsAJavaCastDoes(Kernels kernels) {
    double[] values = {0, -0.0, 1, -1.75, 3e9, -1e19, Double.NaN, 0.3};
    Doubles doubles = new Doubles(values);
    Floats floats = copied(kernels, doubles, new Floats(new float[8]));
    Ints ints = copied(kernels, doubles, new Ints(new int[8]));
    Longs longs = copied(kernels, doubles, new Longs(new long[8]));
    Booleans booleans = copied(kernels, doubles, new Booleans(new boolean[8]));
    int most = Integer.MAX_VALUE;
    assertThat(floats.array()).containsExactly(0f, -0f, 1f, -1.75f, 3e9f, -1e19f, Float.NaN, 0.3f);
    assertThat(ints.array()).containsExactly(0, 0, 1, -1, most, Integer.MIN_VALUE, 0, 0);
    assertThat(longs.array()).containsExactly(0, 0, 1, -1, 3_000_000_000L, Long.MIN_VALUE, 0, 0);
    assertThat(booleans.array()).containsExactly(false, false, true, true, true, true, true, true);

    assertThat(copied(kernels, floats, new Doubles(new double[8])).array()[7]).isEqualTo(0.3f);
    assertThat(copied(kernels, floats, new Ints(new int[8])).array()).isEqualTo(ints.array());
    assertThat(copied(kernels, floats, new Longs(new long[8])).array()).isEqualTo(longs.array());
    assertThat(copied(kernels, floats, new Booleans(new boolean[8])).array())
        .isEqualTo(booleans.array());

    assertThat(copied(kernels, longs, new Ints(new int[8])).array()[4])
        .isEqualTo((int) 3_000_000_000L);
  }

  private static <S extends Storage> S copied(Kernels kernels, Storage from, S to) {
    kernels.run(
        new CopyCall(View.contiguous(from, from.length()), View.contiguous(to, to.length())));
    return to;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void wholeNumbersAndTruthConvertBothWays(Kernels kernels) {
    Longs longs = new Longs(new long[] {0, 7, -1, (1L << 40) + 5});
    Ints ints = copied(kernels, longs, new Ints(new int[4]));
    assertThat(ints.array()).containsExactly(0, 7, -1, 5);
    assertThat(copied(kernels, longs, new Floats(new float[4])).array())
        .containsExactly(0f, 7f, -1f, 0x1p40f);
    assertThat(copied(kernels, longs, new Doubles(new double[4])).array())
        .containsExactly(0, 7, -1, 0x1p40 + 5);
    Booleans truth = copied(kernels, longs, new Booleans(new boolean[4]));
    assertThat(truth.array()).containsExactly(false, true, true, true);
    assertThat(copied(kernels, ints, new Longs(new long[4])).array()).containsExactly(0, 7, -1, 5);
    assertThat(copied(kernels, ints, new Floats(new float[4])).array())
        .containsExactly(0f, 7f, -1f, 5f);
    assertThat(copied(kernels, ints, new Doubles(new double[4])).array())
        .containsExactly(0, 7, -1, 5);
    assertThat(copied(kernels, ints, new Booleans(new boolean[4])).array())
        .isEqualTo(truth.array());
    assertThat(copied(kernels, truth, new Ints(new int[4])).array()).containsExactly(0, 1, 1, 1);
    assertThat(copied(kernels, truth, new Longs(new long[4])).array()).containsExactly(0, 1, 1, 1);
    assertThat(copied(kernels, truth, new Floats(new float[4])).array())
        .containsExactly(0f, 1f, 1f, 1f);
    assertThat(copied(kernels, truth, new Doubles(new double[4])).array())
        .containsExactly(0, 1, 1, 1);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void windowsWithFirstAndLastAxisSwappedAreCopiedWhole(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(1);
    int[][] sizes = {{8, 8}, {9, 70}, {65, 33}, {200, 300}, {3, 40, 10}, {2, 9, 2, 17}};
    for (int[] size : sizes) {
      int rank = size.length;
      int[] swapped = size.clone();
      swapped[0] = size[rank - 1];
      swapped[rank - 1] = size[0];
      int[] strides = View.contiguousStrides(swapped);
      int first = strides[0];
      strides[0] = strides[rank - 1];
      strides[rank - 1] = first;
      View plain = View.contiguous(new Floats(new float[0]), size);
      Floats storage = new Floats(FloatBits.ordinary(plain.count() + 3, random));
      View x = new View(storage, 3, size, strides);
      View y = FloatBits.empty(2, size);
      kernels.run(new CopyCall(x, y));
      assertThat(Windows.elements(y)).isEqualTo(Windows.elements(x));
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void overlappingWindowsAddUp(Kernels kernels) {
    Floats x = new Floats(new float[] {1, 2, 3, 4, 5, 6});
    Floats y = new Floats(new float[4]);
    View windows = new View(y, 0, new int[] {2, 3}, new int[] {1, 1});
    kernels.run(new AddCall(View.contiguous(x, 2, 3), windows));
    assertThat(y.array()).containsExactly(1, 2 + 4, 3 + 5, 6);
    Floats total = new Floats(new float[1]);
    kernels.run(
        new AddCall(
            View.contiguous(x, 2, 3), new View(total, 0, new int[] {2, 3}, new int[] {0, 0})));
    assertThat(total.array()).containsExactly(21);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void rowsAndNumbersAreAddedToEveryRow(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(2);
    int[] sizes = {5, 40};
    for (int[] strides : new int[][] {{40, 1}, {0, 1}, {1, 0}, {0, 0}, {1, 5}}) {
      View x = new View(new Floats(FloatBits.ordinary(210, random)), 1, sizes, strides);
      View y = FloatBits.view(FloatBits.ordinary(200, random), 2, sizes);
      float[] expected = ((Floats) y.storage()).array().clone();
      int[] from = Windows.positions(x);
      for (int e = 0; e < 200; e++) {
        expected[2 + e] += ((Floats) x.storage()).array()[from[e]];
      }
      kernels.run(new AddCall(x, y));
      assertThat(((Floats) y.storage()).array()).isEqualTo(expected);
    }
  }
}
