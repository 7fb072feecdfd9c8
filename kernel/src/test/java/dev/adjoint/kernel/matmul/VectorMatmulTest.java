package dev.adjoint.kernel.matmul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorMatmulTest {
  private static final int[] SIZES = {
    0, 1, 2, 3, 5, 7, 8, 12, 13, 15, 16, 17, 24, 25, 31, 33, 63, 64, 65, 100, 129, 257, 300, 520
  };
  private static final int MOST_WORK = 4_000_000;

  private final int before = Workers.threads();

  @AfterEach
  void restoreTheThreads() {
    Workers.threads(before);
  }

  @Test
  void everySmallShapeGivesTheBitsOfTheDefinition() {
    int seed = 0;
    for (int m = 0; m <= 4; m++) {
      for (int k = 0; k <= 4; k++) {
        for (int n = 0; n <= 4; n++) {
          agree(MatmulCases.forLayouts(2, m, k, n, seed++));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,300,257",
    "1,257,300,1",
    "2,1,70,65",
    "3,7,33,70",
    "1,24,130,100",
    "1,25,130,100",
    "1,17,200,300",
    "2,40,300,520",
    "2,13,530,33",
    "1,1,512,40",
    "2,1,513,300",
    "1,14,256,70",
    "1,30,257,45",
    "1,5,1040,90",
    "12,64,32,64"
  })
  void everyLayoutOfLargerShapesGivesTheBitsOfTheDefinition(int batches, int m, int k, int n) {
    agree(MatmulCases.forLayouts(batches, m, k, n, 7));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anyShapeAndLayoutGivesTheBitsOfTheDefinitionOnAnyNumberOfThreads(int threads) {
    Workers.threads(threads);
    SplittableRandom random = new SplittableRandom(threads);
    MatmulCases.Layout[] layouts = MatmulCases.Layout.values();
    for (int round = 0; round < 150; round++) {
      int batches = 1 + random.nextInt(3);
      int m = SIZES[random.nextInt(SIZES.length)];
      int k = SIZES[random.nextInt(SIZES.length)];
      int n = SIZES[random.nextInt(SIZES.length)];
      if ((long) batches * m * k * n <= MOST_WORK) {
        MatmulCases.Layout left = layouts[random.nextInt(layouts.length)];
        MatmulCases.Layout right = layouts[random.nextInt(layouts.length)];
        agree(MatmulCases.of(batches, m, k, n, left, right, random));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void productsOfManyPiecesGiveTheSameBitsOnAnyNumberOfThreads(int threads) {
    Workers.threads(threads);
    SplittableRandom random = new SplittableRandom(threads);
    MatmulCases.Layout layout = MatmulCases.Layout.C_ORDER;
    for (int[] size : new int[][] {{1, 530, 150, 300}, {1, 1, 1200, 900}, {40, 30, 70, 90}}) {
      agree(MatmulCases.of(size[0], size[1], size[2], size[3], layout, layout, random));
    }
    MatmulCases.Layout weights = MatmulCases.Layout.TRANSPOSED;
    for (int rows : new int[] {1, 5, 100, 129}) {
      agree(MatmulCases.of(1, rows, 400, 520, layout, weights, random));
    }
  }

  @ParameterizedTest
  @CsvSource({"5400, 760, 100", "30, 760, 5600"})
  void operandsTooLargeToBeCopiedAtOnceGiveTheBitsOfTheDefinition(int m, int k, int n) {
    Workers.threads(3);
    MatmulCases.Layout layout = MatmulCases.Layout.TRANSPOSED;
    MatmulCases.Product product =
        MatmulCases.of(1, m, k, n, layout, layout, new SplittableRandom(5));
    ScalarMatmul.run(product.a(), product.b(), product.c());
    float[] expected = product.result();
    Arrays.fill(((Storage.Floats) product.c().storage()).array(), Float.NaN);
    MatmulChoice.run(product.a(), product.b(), product.c());
    assertThat(product.result()).as(product.name()).isEqualTo(expected);
  }

  /// Gradients for weights: the left side is transposed, and k is cut into stretches.
  @ParameterizedTest
  @CsvSource({
    "512, 768, 64",
    "600, 390, 101",
    "100, 400, 600",
    "97, 800, 130",
    "130, 1500, 70",
    "25, 2700, 24",
    "13, 9000, 1"
  })
  void aLeftSideThatLiesTransposedGivesTheBitsOfTheDefinition(int m, int k, int n) {
    for (int threads = 1; threads <= 3; threads++) {
      Workers.threads(threads);
      for (MatmulCases.Layout right : MatmulCases.Layout.values()) {
        MatmulCases.Layout left = MatmulCases.Layout.TRANSPOSED;
        agree(MatmulCases.of(1, m, k, n, left, right, new SplittableRandom(9)));
      }
    }
  }

  @Test
  void infinitiesNotANumbersAndSignedZerosMeetAsInTheDefinition() {
    float[] special = {
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      -0f,
      0f,
      Float.MIN_VALUE,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      1
    };
    SplittableRandom random = new SplittableRandom(3);
    for (int[] size :
        new int[][] {{2, 2, 2}, {1, 40, 70}, {70, 40, 1}, {13, 40, 70}, {40, 9, 33}}) {
      for (MatmulCases.Layout layout : MatmulCases.Layout.values()) {
        MatmulCases.Product product =
            MatmulCases.of(1, size[0], size[1], size[2], layout, layout, random);
        for (View operand : new View[] {product.a(), product.b()}) {
          float[] array = ((Storage.Floats) operand.storage()).array();
          for (int i = 0; i < array.length; i++) {
            if (random.nextInt(4) == 0) {
              array[i] = special[random.nextInt(special.length)];
            }
          }
        }
        agree(product);
      }
    }
  }

  @Test
  void nothingIsWrittenOutsideTheResult() {
    SplittableRandom random = new SplittableRandom(4);
    for (int n : new int[] {1, 5, 16, 33, 70}) {
      MatmulCases.Layout layout = MatmulCases.Layout.TRANSPOSED;
      MatmulCases.Product product = MatmulCases.of(2, 9, 20, n, layout, layout, random);
      MatmulChoice.run(product.a(), product.b(), product.c());
      float[] array = ((Storage.Floats) product.c().storage()).array();
      int from = product.c().offset();
      for (int i = 0; i < array.length; i++) {
        boolean outside = i < from || i >= from + 2 * 9 * n;
        assertThat(Float.isNaN(array[i])).isEqualTo(outside);
      }
    }
  }

  @Test
  void otherElementTypesAreMultipliedToo() {
    long[] c = new long[1];
    MatmulChoice.run(
        View.contiguous(new Storage.Longs(new long[] {1, 2, 3}), 1, 3),
        View.contiguous(new Storage.Longs(new long[] {4, 5, 6}), 3, 1),
        View.contiguous(new Storage.Longs(c), 1, 1));
    assertThat(c).containsExactly(32);
  }

  private static void agree(Iterable<MatmulCases.Product> products) {
    products.forEach(VectorMatmulTest::agree);
  }

  private static void agree(MatmulCases.Product product) {
    MatmulChoice.run(product.a(), product.b(), product.c());
    assertThat(Arrays.mismatch(product.result(), product.definition()))
        .as(product.name())
        .isEqualTo(-1);
  }
}
