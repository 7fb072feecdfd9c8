package dev.adjoint.kernel.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.Windows;
import dev.adjoint.kernel.engine.ScalarKernels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SortTest {
  private final Kernels kernels = new ScalarKernels();

  @Test
  void everyElementTypeIsSortedStably() {
    SplittableRandom random = new SplittableRandom(1);
    for (int length : new int[] {0, 1, 2, 7, 100, 1000}) {
      for (Storage kind :
          List.of(
              new Floats(new float[0]),
              new Doubles(new double[0]),
              new Ints(new int[0]),
              new Longs(new long[0]),
              new Booleans(new boolean[0]))) {
        for (boolean descending : new boolean[] {false, true}) {
          Storage x = kind.allocate(length);
          for (int i = 0; i < length; i++) {
            put(x, i, random.nextInt(-5, 5));
          }
          sortsLikeTheJdk(x, descending);
        }
      }
    }
  }

  private static void put(Storage x, int i, int value) {
    switch (x) {
      case Floats(float[] a) -> a[i] = value == -5 ? Float.NaN : value * 0.5f;
      case Doubles(double[] a) -> a[i] = value == -5 ? Double.NaN : value * 0.5;
      case Ints(int[] a) -> a[i] = value * 400_000_000;
      case Longs(long[] a) -> a[i] = value * 1_800_000_000_000_000_000L;
      case Booleans(boolean[] a) -> a[i] = value > 0;
      case Narrow _ -> throw new IllegalArgumentException("these are not sorted");
    }
  }

  @SuppressWarnings("unchecked")
  private void sortsLikeTheJdk(Storage x, boolean descending) {
    int n = x.length();
    Storage values = x.allocate(n);
    Longs indices = new Longs(new long[n]);
    kernels.run(
        new SortCall(
            descending,
            View.contiguous(x, n),
            View.contiguous(values, n),
            View.contiguous(indices, n),
            1,
            n,
            1));
    Comparator<Object> natural = (a, b) -> ((Comparable<Object>) a).compareTo(b);
    Comparator<Integer> byElement = Comparator.comparing(i -> Windows.at(x, i), natural);
    List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    order.sort(descending ? byElement.reversed() : byElement);
    for (int i = 0; i < n; i++) {
      assertThat(indices.array()[i]).isEqualTo(order.get(i).longValue());
      assertThat(Windows.at(values, i)).isEqualTo(Windows.at(x, order.get(i)));
    }
  }

  @Test
  void zerosOfEitherSignAreEqualAndNanIsTheLargest() {
    View x = View.contiguous(new Floats(new float[] {Float.NaN, 0f, -0f, -1f}), 4);
    Longs indices = new Longs(new long[4]);
    View values = View.contiguous(new Floats(new float[4]), 4);
    kernels.run(new SortCall(false, x, values, View.contiguous(indices, 4), 1, 4, 1));
    assertThat(indices.array()).containsExactly(3, 1, 2, 0);
    kernels.run(new SortCall(true, x, values, View.contiguous(indices, 4), 1, 4, 1));
    assertThat(indices.array()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void columnsAreSortedAlongTheirLength() {
    View x = View.contiguous(new Doubles(new double[] {3, 1, 1, 2, 2, 3}), 3, 2);
    Doubles values = new Doubles(new double[6]);
    Longs indices = new Longs(new long[6]);
    kernels.run(
        new SortCall(
            false, x, View.contiguous(values, 3, 2), View.contiguous(indices, 3, 2), 1, 3, 2));
    assertThat(values.array()).containsExactly(1, 1, 2, 2, 3, 3);
    assertThat(indices.array()).containsExactly(1, 0, 2, 1, 0, 2);
  }

  @Test
  void theFirstLargestOrSmallestIsFoundAndTheFirstNanWins() {
    float[] values = new float[3000];
    values[1500] = 2f;
    values[1501] = 2f;
    values[2000] = -2f;
    assertThat(place(true, values)).isEqualTo(1500);
    assertThat(place(false, values)).isEqualTo(2000);
    values[2500] = Float.NaN;
    values[2501] = Float.NaN;
    assertThat(place(true, values)).isEqualTo(2500);
    assertThat(place(false, values)).isEqualTo(2500);
    assertThat(place(true, new float[] {-0f, 0f})).isZero();
    assertThat(place(false, new float[] {0f, -0f})).isZero();
    float infinity = Float.NEGATIVE_INFINITY;
    assertThat(place(true, new float[] {infinity, infinity})).isZero();
  }

  private long place(boolean largest, float[] values) {
    Longs y = new Longs(new long[1]);
    View x = View.contiguous(new Floats(values), values.length);
    kernels.run(new ArgReduceCall(largest, x, View.contiguous(y), 1, values.length, 1));
    return y.array()[0];
  }

  @Test
  void placesAreFoundAlongColumns() {
    View x = View.contiguous(new Longs(new long[] {1, 9, 5, 2, Long.MIN_VALUE, 7}), 3, 2);
    Longs y = new Longs(new long[2]);
    kernels.run(new ArgReduceCall(true, x, View.contiguous(y, 2), 1, 3, 2));
    assertThat(y.array()).containsExactly(1, 0);
    kernels.run(new ArgReduceCall(false, x, View.contiguous(y, 2), 1, 3, 2));
    assertThat(y.array()).containsExactly(2, 1);
  }
}
