package dev.adjoint.kernel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorLstmTest {
  /// Steps, sequences, inputs, hidden numbers: around vectors, blocks of rows and pieces.
  private static final int[][] SHAPES = {
    {1, 1, 1, 1},
    {0, 2, 3, 4},
    {3, 0, 3, 4},
    {2, 3, 0, 5},
    {3, 2, 3, 4},
    {2, 5, 7, 16},
    {4, 4, 33, 17},
    {3, 8, 16, 40},
    {5, 9, 20, 33},
    {2, 17, 5, 65},
    {6, 32, 32, 128},
    {3, 33, 10, 70},
    {2, 130, 12, 31},
    {40, 24, 48, 48}
  };

  private static final LstmCase.@Nullable Order[] ARRIVALS = {
    null, LstmCase.Order.IN_ORDER, LstmCase.Order.BATCH_FIRST, LstmCase.Order.BACKWARDS
  };

  private final int threads = Workers.threads();

  @AfterEach
  void restoreTheThreads() {
    Workers.threads(threads);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyShapeGivesTheBitsOfTheDefinitionOnAnyNumberOfThreads(int count) {
    Workers.threads(count);
    for (int[] shape : SHAPES) {
      for (boolean keeps : new boolean[] {true, false}) {
        LstmCase one = LstmCase.of(shape, keeps, 1, new SplittableRandom(5));
        assertThat(one.forward(new VectorKernels()))
            .as("%s, %b", Arrays.toString(shape), keeps)
            .isDeepEqualTo(one.forward(new ScalarKernels()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyShapeGivesTheGradientOfTheDefinitionOnAnyNumberOfThreads(int count) {
    Workers.threads(count);
    for (int[] shape : SHAPES) {
      LstmCase one = LstmCase.of(shape, true, 1, new SplittableRandom(6));
      for (LstmCase.@Nullable Order arrival : ARRIVALS) {
        assertThat(one.gradient(new VectorKernels(), arrival))
            .as("%s, %s", Arrays.toString(shape), arrival)
            .isDeepEqualTo(one.gradient(new ScalarKernels(), arrival));
      }
    }
  }

  @Test
  void theInputMayLieInMemoryInAnyOrder() {
    LstmCase one = LstmCase.of(new int[] {7, 9, 6, 20}, true, 1, new SplittableRandom(8));
    for (LstmCase.Order order : LstmCase.Order.values()) {
      assertThat(one.forward(new VectorKernels(), order))
          .isDeepEqualTo(one.forward(new ScalarKernels(), order));
    }
  }

  @Test
  void saturatedGatesAndNotANumbersMeetAsInTheDefinition() {
    for (double size : new double[] {30, 1e4, 1e30, Double.NaN}) {
      LstmCase one = LstmCase.of(new int[] {3, 9, 6, 37}, true, size, new SplittableRandom(7));
      int[][] expected = one.forward(new ScalarKernels());
      assertThat(one.forward(new VectorKernels())).isDeepEqualTo(expected);
      assertThat(one.gradient(new VectorKernels(), LstmCase.Order.IN_ORDER))
          .isDeepEqualTo(one.gradient(new ScalarKernels(), LstmCase.Order.IN_ORDER));
    }
  }
}
