package dev.adjoint.kernel.matmul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each variant of a product gives the bits of the definition.
class ProductVariantTest {
  private final int before = Workers.threads();

  @AfterEach
  void restore() {
    ProductVariant.CHOICE.force(null);
    Workers.threads(before);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 24, 256, 64",
    "1, 25, 257, 65",
    "1, 31, 513, 33",
    "2, 37, 300, 71",
    "1, 100, 511, 96",
    "1, 129, 1, 700",
    "1, 120, 800, 48",
    "3, 64, 32, 130"
  })
  void everyVariantGivesTheBitsOfTheDefinition(int batches, int m, int k, int n) {
    for (String variant : ProductVariant.CHOICE.variants()) {
      ProductVariant.CHOICE.force(variant);
      for (int threads = 1; threads <= 3; threads++) {
        Workers.threads(threads);
        for (MatmulCases.Product product : MatmulCases.forLayouts(batches, m, k, n, 11)) {
          MatmulChoice.run(product.a(), product.b(), product.c());
          assertThat(Arrays.mismatch(product.result(), product.definition()))
              .as("%s, %s, %d threads", product.name(), variant, threads)
              .isEqualTo(-1);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"530, 900, 300", "5400, 760, 100", "40, 760, 2900"})
  void productsOfSeveralPartsGiveTheSameBitsInEveryVariant(int m, int k, int n) {
    Workers.threads(2);
    MatmulCases.Layout[] layouts = {MatmulCases.Layout.C_ORDER, MatmulCases.Layout.TRANSPOSED};
    for (MatmulCases.Layout left : layouts) {
      for (MatmulCases.Layout right : layouts) {
        MatmulCases.Product product =
            MatmulCases.of(1, m, k, n, left, right, new SplittableRandom(5));
        float[] expected = null;
        for (String variant : ProductVariant.CHOICE.variants()) {
          ProductVariant.CHOICE.force(variant);
          MatmulChoice.run(product.a(), product.b(), product.c());
          float[] result = product.result();
          assertThat(Arrays.mismatch(result, expected == null ? result : expected))
              .as("%s, %s", product.name(), variant)
              .isEqualTo(-1);
          expected = result;
        }
      }
    }
  }
}
