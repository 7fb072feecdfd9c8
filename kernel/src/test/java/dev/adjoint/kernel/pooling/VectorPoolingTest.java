package dev.adjoint.kernel.pooling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.FloatBits;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VectorPoolingTest {
  private static final List<PoolWindows> WINDOWS =
      List.of(
          halves(0, 4, 4),
          halves(1, 2, 2),
          halves(3, 5, 7),
          halves(2, 24, 24),
          halves(2, 9, 33),
          halves(3, 6, 64),
          halves(2, 4, 70),
          new PoolWindows(2, 7, 9, 4, 5, 3, 3, 2, 2, 1, 1, 1, 1),
          new PoolWindows(2, 8, 9, 2, 3, 3, 2, 2, 2, 0, 0, 2, 3),
          new PoolWindows(1, 5, 5, 3, 3, 2, 2, 2, 2, 0, 0, 1, 1));

  /// For averages alone, whose windows have no dilation; the last three reach beyond the end, the
  /// very last one into nothing but padding.
  private static final List<PoolWindows> AVERAGED =
      List.of(
          halves(0, 4, 4),
          halves(1, 2, 2),
          halves(3, 5, 7),
          halves(2, 9, 33),
          halves(3, 6, 64),
          halves(2, 4, 71),
          new PoolWindows(2, 9, 40, 7, 38, 3, 3, 1, 1, 0, 0, 1, 1),
          new PoolWindows(2, 9, 40, 9, 40, 3, 3, 1, 1, 1, 1, 1, 1),
          new PoolWindows(2, 11, 70, 6, 35, 3, 3, 2, 2, 1, 1, 1, 1),
          new PoolWindows(2, 8, 90, 3, 30, 3, 3, 3, 3, 1, 0, 1, 1),
          new PoolWindows(1, 5, 5, 3, 3, 2, 2, 2, 2, 0, 0, 1, 1),
          new PoolWindows(2, 7, 38, 4, 20, 4, 4, 2, 2, 2, 2, 1, 1),
          new PoolWindows(2, 12, 60, 2, 51, 11, 10, 1, 1, 0, 0, 1, 1),
          new PoolWindows(2, 20, 61, 6, 27, 12, 11, 2, 2, 1, 1, 1, 1),
          new PoolWindows(1, 30, 30, 2, 2, 15, 15, 15, 15, 0, 0, 1, 1),
          new PoolWindows(1, 2, 3, 3, 4, 2, 2, 1, 1, 1, 1, 1, 1));

  private final SplittableRandom random = new SplittableRandom(3);

  private static PoolWindows halves(int planes, int height, int width) {
    return new PoolWindows(planes, height, width, height / 2, width / 2, 2, 2, 2, 2, 0, 0, 1, 1);
  }

  private record Pooled(int[] values, int[] indices, int[] spread, int[] picked, int[] averages) {}

  @Test
  void vectorsGiveTheBitsOfTheScalarLoops() {
    for (PoolWindows w : WINDOWS) {
      for (boolean special : new boolean[] {false, true}) {
        View x = draw(w.planes() * w.plane(), special);
        View g = draw(w.planes() * w.outPlane(), special);
        assertThat(run(new VectorKernels(), w, x, g))
            .as("%s", w)
            .usingRecursiveComparison()
            .isEqualTo(run(new ScalarKernels(), w, x, g));
      }
    }
  }

  @Test
  void largestOfAnyWindowsHaveTheBitsOfTheScalarLoops() {
    for (int i = 0; i < 400; i++) {
      PoolWindows w = anyWindows();
      View x = draw(w.planes() * w.plane(), i % 2 == 1);
      assertThat(largest(new VectorKernels(), w, x))
          .as("%s", w)
          .isDeepEqualTo(largest(new ScalarKernels(), w, x));
    }
  }

  /// Windows of any stride, padding and dilation; some have no element of the plane.
  private PoolWindows anyWindows() {
    return new PoolWindows(
        random.nextInt(1, 3),
        random.nextInt(1, 12),
        random.nextInt(1, 90),
        random.nextInt(1, 8),
        random.nextInt(1, 50),
        random.nextInt(1, 5),
        random.nextInt(1, 5),
        random.nextInt(1, 4),
        random.nextInt(1, 4),
        random.nextInt(0, 4),
        random.nextInt(0, 4),
        random.nextInt(1, 3),
        random.nextInt(1, 3));
  }

  private static int[][] largest(Kernels kernels, PoolWindows w, View x) {
    int count = w.planes() * w.outPlane();
    View y = FloatBits.empty(2, count);
    int[] indices = new int[count];
    kernels.run(new MaxPoolCall(w, x, y, View.contiguous(new Ints(indices), count)));
    return new int[][] {FloatBits.of(y), indices};
  }

  @Test
  void averagesOnVectorsHaveTheBitsOfTheScalarLoops() {
    for (PoolWindows w : AVERAGED) {
      for (boolean special : new boolean[] {false, true}) {
        View x = draw(w.planes() * w.plane(), special);
        View g = draw(w.planes() * w.outPlane(), special);
        for (boolean counted : new boolean[] {false, true}) {
          for (int divisor : new int[] {0, 3}) {
            assertThat(averages(new VectorKernels(), w, counted, divisor, x, g))
                .as("%s, %s, %d", w, counted, divisor)
                .isDeepEqualTo(averages(new ScalarKernels(), w, counted, divisor, x, g));
          }
        }
      }
    }
  }

  private static int[][] averages(
      Kernels kernels, PoolWindows w, boolean counted, int divisor, View x, View g) {
    View y = FloatBits.empty(2, w.planes() * w.outPlane());
    View gx = FloatBits.empty(1, w.planes() * w.plane());
    kernels.run(new AveragePoolCall(w, counted, divisor, x, y));
    kernels.run(new AveragePoolSpreadCall(w, counted, divisor, g, gx));
    return new int[][] {FloatBits.of(y), FloatBits.of(gx)};
  }

  @Test
  void theNumberOfThreadsDoesNotChangeABit() {
    PoolWindows w = new PoolWindows(300, 20, 20, 10, 10, 3, 3, 2, 2, 1, 1, 1, 1);
    View x = draw(300 * 400, false);
    View g = draw(300 * 100, false);
    int before = Workers.threads();
    try {
      Workers.threads(1);
      Pooled one = run(new VectorKernels(), w, x, g);
      for (int threads : new int[] {2, 3}) {
        Workers.threads(threads);
        assertThat(run(new VectorKernels(), w, x, g)).usingRecursiveComparison().isEqualTo(one);
      }
    } finally {
      Workers.threads(before);
    }
  }

  @Test
  void theFirstOfEqualElementsIsTakenAndTheLastNaN() {
    float nan = Float.NaN;
    float low = Float.NEGATIVE_INFINITY;
    float[] rows = {
      1, 2, nan, 5, low, low, 0, -0f, //
      2, 2, nan, nan, low, low, 7, 7
    };
    PoolWindows w = halves(1, 2, 8);
    for (Kernels kernels : List.of(new ScalarKernels(), new VectorKernels())) {
      float[] y = new float[4];
      int[] indices = new int[4];
      kernels.run(
          new MaxPoolCall(
              w,
              View.contiguous(new Floats(Arrays.copyOf(rows, 80)), 16),
              View.contiguous(new Floats(y), 4),
              View.contiguous(new Ints(indices), 4)));
      assertThat(y).containsExactly(2, nan, low, 7);
      assertThat(indices).containsExactly(1, 11, 4, 14);
    }
  }

  @Test
  void doublesGoThereAndBack() {
    // Overlapping windows of two columns over (1, 3, 2): the largest are 3 and 3, both at index 1.
    PoolWindows w = new PoolWindows(1, 1, 3, 1, 2, 1, 2, 1, 1, 0, 0, 1, 1);
    double[] y = new double[2];
    int[] at = new int[2];
    View x = View.contiguous(new Doubles(new double[] {1, 3, 2}), 3);
    View indices = View.contiguous(new Ints(at), 2);
    Kernels kernels = new VectorKernels();
    kernels.run(new MaxPoolCall(w, x, View.contiguous(new Doubles(y), 2), indices));
    assertThat(y).containsExactly(3, 3);
    assertThat(at).containsExactly(1, 1);
    double[] gx = {9, 9, 9};
    View g = View.contiguous(new Doubles(new double[] {10, 5}), 2);
    kernels.run(new MaxPoolScatterCall(w, g, indices, View.contiguous(new Doubles(gx), 3)));
    assertThat(gx).containsExactly(0, 15, 0);
    kernels.run(new AveragePoolCall(w, true, 0, x, View.contiguous(new Doubles(y), 2)));
    assertThat(y).containsExactly(2, 2.5);
    kernels.run(new AveragePoolSpreadCall(w, true, 0, g, View.contiguous(new Doubles(gx), 3)));
    assertThat(gx).containsExactly(5, 7.5, 2.5);
  }

  private View draw(int count, boolean special) {
    float[] values = special ? FloatBits.mixed(count, random) : FloatBits.ordinary(count, random);
    return FloatBits.view(values, 3, count);
  }

  private static Pooled run(Kernels kernels, PoolWindows w, View x, View g) {
    int count = w.planes() * w.outPlane();
    View y = FloatBits.empty(2, count);
    View indices = new View(new Ints(new int[count + 2]), 1, new int[] {count}, new int[] {1});
    kernels.run(new MaxPoolCall(w, x, y, indices));
    View spread = FloatBits.empty(1, w.planes() * w.plane());
    kernels.run(new MaxPoolScatterCall(w, g, indices, spread));
    View picked = FloatBits.empty(0, count);
    kernels.run(new MaxPoolPickCall(w, x, indices, picked));
    View averages = FloatBits.empty(0, count);
    kernels.run(new AveragePoolCall(w, false, 0, x, averages));
    return new Pooled(
        FloatBits.of(y),
        ((Ints) indices.storage()).array(),
        FloatBits.of(spread),
        FloatBits.of(picked),
        FloatBits.of(averages));
  }
}
