package dev.adjoint.kernel.matmul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A single row gives the same bits whether the threads share it or not.
class RowSharingTest {
  private final int before = Workers.threads();

  @AfterEach
  void restore() {
    RowSharing.CHOICE.force(null);
    Workers.threads(before);
  }

  @Test
  void sharedAndAloneGiveTheBitsOfTheDefinition() {
    SplittableRandom random = new SplittableRandom(8);
    for (MatmulCases.Layout right : MatmulCases.Layout.values()) {
      for (int[] size : new int[][] {{784, 512}, {300, 1000}, {1030, 257}, {64, 16}}) {
        MatmulCases.Product product =
            MatmulCases.of(1, 1, size[0], size[1], MatmulCases.Layout.C_ORDER, right, random);
        float[] expected = product.definition();
        for (int threads = 1; threads <= 3; threads++) {
          Workers.threads(threads);
          for (String variant : RowSharing.CHOICE.variants()) {
            RowSharing.CHOICE.force(variant);
            MatmulChoice.run(product.a(), product.b(), product.c());
            assertThat(Arrays.mismatch(product.result(), expected))
                .as("%s, %s, %d threads", product.name(), variant, threads)
                .isEqualTo(-1);
          }
        }
      }
    }
  }
}
