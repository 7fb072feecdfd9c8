package dev.adjoint.kernel.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TogetherTest {
  private static final int PART = PieceSize.ELEMENTS;
  private static final int[] COUNTS = {10 * PART + 3, 1, 2 * PART, 0, PART - 1, 4 * PART};

  private final int before = Workers.threads();

  @AfterEach
  void restoreTheThreads() {
    Workers.threads(before);
  }

  private static View[] arrays(int... counts) {
    return Arrays.stream(counts)
        .mapToObj(n -> new View(new Storage.Floats(new float[n]), 0, new int[] {n}, new int[] {1}))
        .toArray(View[]::new);
  }

  @Test
  void everyElementIsInOnePart() {
    View[] arrays = arrays(COUNTS);
    Together.run(arrays, (array, from, to) -> addOne(arrays[array], from, to));
    for (View array : arrays) {
      float[] once = new float[array.count()];
      Arrays.fill(once, 1);
      assertThat(floats(array)).isEqualTo(once);
    }
  }

  /// The first half of the parts is the first half of each array, except for one part.
  @Test
  void halfOfThePartsIsHalfOfEachArray() {
    Workers.threads(1);
    View[] arrays = arrays(COUNTS);
    AtomicInteger parts = new AtomicInteger();
    Together.run(arrays, (array, from, to) -> parts.incrementAndGet());
    int half = parts.get() / 2;
    parts.set(0);
    Together.run(
        arrays,
        (array, from, to) -> {
          if (parts.getAndIncrement() < half) {
            addOne(arrays[array], from, to);
          }
        });
    for (View array : arrays) {
      int first = 0;
      while (first < array.count() && floats(array)[first] == 1) {
        first++;
      }
      assertThat(first).isBetween(array.count() / 2 - PART, array.count() / 2 + PART);
      assertThat(Arrays.copyOfRange(floats(array), first, array.count())).doesNotContain(1);
    }
  }

  private static float[] floats(View array) {
    return ((Storage.Floats) array.storage()).array();
  }

  private static void addOne(View array, int from, int to) {
    for (int i = from; i < to; i++) {
      floats(array)[i]++;
    }
  }
}
