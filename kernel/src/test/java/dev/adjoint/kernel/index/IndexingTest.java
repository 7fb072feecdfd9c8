package dev.adjoint.kernel.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import dev.adjoint.kernel.strided.FillCall;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IndexingTest {
  private static final int OUTER = 3;
  private static final int LENGTH = 5;
  private static final int COUNT = 4;

  static Stream<Kernels> kernels() {
    return Stream.of(new ScalarKernels(), new VectorKernels());
  }

  private static List<Storage> kinds() {
    return List.of(
        new Floats(new float[0]),
        new Doubles(new double[0]),
        new Ints(new int[0]),
        new Longs(new long[0]),
        new Booleans(new boolean[0]));
  }

  private static Longs indices(int count, SplittableRandom random) {
    return new Longs(random.longs(count + 2L, 0, LENGTH).toArray());
  }

  private static View at(Storage storage, int offset, int count) {
    return new View(storage, offset, new int[] {count}, new int[] {1});
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void gatherAndSelectReadTheNamedElements(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(1);
    for (Storage kind : kinds()) {
      for (int inner : new int[] {1, 3, 70}) {
        Storage x = Windows.storage(kind, OUTER * LENGTH * inner + 2, random);
        Longs index = indices(OUTER * COUNT * inner, random);
        int count = OUTER * COUNT * inner;
        Storage gathered = kind.allocate(count + 1);
        Storage selected = kind.allocate(count + 1);
        View from = at(x, 2, OUTER * LENGTH * inner);
        kernels.run(
            new GatherCall(
                from, at(index, 1, count), at(gathered, 1, count), OUTER, LENGTH, COUNT, inner));
        kernels.run(
            new SelectCall(
                from, at(index, 1, COUNT), at(selected, 1, count), OUTER, LENGTH, COUNT, inner));
        for (int e = 0; e < count; e++) {
          int o = e / inner / COUNT;
          int i = e % inner;
          int named = (int) index.array()[1 + e];
          int slice = (int) index.array()[1 + e / inner % COUNT];
          assertThat(Windows.at(gathered, 1 + e))
              .isEqualTo(Windows.at(x, 2 + (o * LENGTH + named) * inner + i));
          assertThat(Windows.at(selected, 1 + e))
              .isEqualTo(Windows.at(x, 2 + (o * LENGTH + slice) * inner + i));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void additionsMeetInTheOrderOfTheIndex(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(2);
    for (int inner : new int[] {1, 3, 70}) {
      int count = OUTER * COUNT * inner;
      Floats x = new Floats(FloatBits.ordinary(count, random));
      Longs index = indices(count, random);
      Floats scattered = new Floats(FloatBits.ordinary(OUTER * LENGTH * inner, random));
      Floats slices = new Floats(scattered.array().clone());
      float[] expectedScatter = scattered.array().clone();
      float[] expectedSlices = scattered.array().clone();
      for (int e = 0; e < count; e++) {
        int row = e / inner / COUNT * LENGTH;
        int named = (int) index.array()[1 + e];
        int slice = (int) index.array()[1 + e / inner % COUNT];
        expectedScatter[(row + named) * inner + e % inner] += x.array()[e];
        expectedSlices[(row + slice) * inner + e % inner] += x.array()[e];
      }
      View from = at(x, 0, count);
      View to = at(scattered, 0, scattered.length());
      kernels.run(new ScatterAddCall(from, at(index, 1, count), to, OUTER, LENGTH, COUNT, inner));
      View rows = at(slices, 0, slices.length());
      kernels.run(new SelectAddCall(from, at(index, 1, COUNT), rows, OUTER, LENGTH, COUNT, inner));
      assertThat(scattered.array()).isEqualTo(expectedScatter);
      assertThat(slices.array()).isEqualTo(expectedSlices);
    }
  }

  @Test
  void otherNumbersAreAddedToo() {
    Kernels kernels = new VectorKernels();
    View index = View.contiguous(new Longs(new long[] {1, 1}), 2);
    for (Storage kind : kinds().subList(1, 4)) {
      Storage x = kind.allocate(2);
      kernels.run(new FillCall(View.contiguous(x, 2), 3));
      Storage y = kind.allocate(2);
      kernels.run(
          new ScatterAddCall(View.contiguous(x, 2), index, View.contiguous(y, 2), 1, 2, 2, 1));
      kernels.run(
          new SelectAddCall(View.contiguous(x, 2), index, View.contiguous(y, 2), 1, 2, 2, 1));
      assertThat(((Number) Windows.at(y, 0)).intValue()).isZero();
      assertThat(((Number) Windows.at(y, 1)).intValue()).isEqualTo(12);
    }
  }

  @Test
  void masksCannotBeAdded() {
    View x = View.contiguous(new Booleans(new boolean[1]), 1);
    View index = View.contiguous(new Longs(new long[1]), 1);
    assertThatThrownBy(() -> new ScalarKernels().run(new ScatterAddCall(x, index, x, 1, 1, 1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "scatter add: not defined for the element type BOOL; convert to another element type "
                + "first");
  }

  /// Widths around the vectors and the columns of one piece of work.
  @Test
  void vectorsAddTheBitsOfTheScalarLoops() {
    SplittableRandom random = new SplittableRandom(4);
    int[] shape = {2, 5, 300};
    for (int inner : new int[] {1, 15, 63, 64, 65, 200}) {
      int outer = shape[0];
      int length = shape[1];
      int count = shape[2];
      View x =
          FloatBits.view(FloatBits.ordinary(outer * count * inner, random), 3, outer, count, inner);
      long[] places = random.longs(count, 0, length).toArray();
      View index = View.contiguous(new Longs(places), count);
      View expected = FloatBits.empty(1, outer, length, inner);
      View actual = FloatBits.empty(1, outer, length, inner);
      new ScalarKernels().run(new SelectAddCall(x, index, expected, outer, length, count, inner));
      new VectorKernels().run(new SelectAddCall(x, index, actual, outer, length, count, inner));
      assertThat(FloatBits.of(actual)).isEqualTo(FloatBits.of(expected));
    }
  }
}
