package dev.adjoint.data.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.SharedData;
import dev.adjoint.data.idx.IdxFolder;
import dev.adjoint.data.idx.IdxPair;
import dev.adjoint.tensor.Shape;
import org.junit.jupiter.api.Test;

class DigitsTest {
  private static final int PIXELS = Digits.SIDE * Digits.SIDE;

  @Test
  void picturesAreInRangeAndLabelled() {
    DataSet digits = Digits.draw(20, 0.1, RandomStream.of(1, "digits"));
    assertThat(digits.features().shape()).isEqualTo(Shape.of(20, 28, 28));
    assertThat(digits.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(digits.target().toLongArray()[13]).isEqualTo(3);
    for (float pixel : digits.features().toFloatArray()) {
      assertThat(pixel).isBetween(0f, 1f);
    }
  }

  @Test
  void strokesAreWhiteOnBlackWithSoftEdgesAndStayInside() {
    IdxPair digits = Digits.pair(500, 0, RandomStream.of(2, "digits"));
    int soft = 0;
    int border = 0;
    for (int i = 0; i < 500; i++) {
      int white = 0;
      for (int p = 0; p < PIXELS; p++) {
        double value = digits.images().number(i * PIXELS + p);
        white += value == 255 ? 1 : 0;
        soft += value > 0 && value < 255 ? 1 : 0;
        boolean edge = p < 28 || p >= PIXELS - 28 || p % 28 == 0 || p % 28 == 27;
        border += edge && value > 128 ? 1 : 0;
      }
      assertThat(white).as("picture %d", i).isBetween(10, 300);
    }
    assertThat(soft).isGreaterThan(500 * 20);
    assertThat(border).isLessThan(500);
  }

  @Test
  void noTwoPicturesAreAlike() {
    IdxPair digits = Digits.pair(20, 0, RandomStream.of(3, "digits"));
    byte[] bytes = digits.images().bytes();
    for (int digit = 0; digit < 10; digit++) {
      byte[] first = java.util.Arrays.copyOfRange(bytes, digit * PIXELS, (digit + 1) * PIXELS);
      byte[] second =
          java.util.Arrays.copyOfRange(bytes, (digit + 10) * PIXELS, (digit + 11) * PIXELS);
      assertThat(second).isNotEqualTo(first);
    }
  }

  /// Recognisable: a real handwritten digit is nearest to a drawn one of the same kind far more
  /// often than by chance (one in ten).
  @Test
  void drawnDigitsLookLikeHandwrittenOnes() {
    IdxPair real = IdxFolder.find(SharedData.path("mnist")).training().read();
    IdxPair drawn = Digits.pair(3000, 0, RandomStream.of(4, "digits"));
    int right = 0;
    for (int i = 0; i < 200; i++) {
      right += nearest(drawn, real, i) == (int) real.labels().number(i) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(120);
  }

  private static int nearest(IdxPair drawn, IdxPair real, int image) {
    long best = Long.MAX_VALUE;
    int label = -1;
    byte[] a = drawn.images().bytes();
    byte[] b = real.images().bytes();
    for (int j = 0; j < drawn.labels().count(); j++) {
      long distance = 0;
      for (int p = 0; p < PIXELS && distance < best; p++) {
        int difference = (a[j * PIXELS + p] & 0xFF) - (b[image * PIXELS + p] & 0xFF);
        distance += (long) difference * difference;
      }
      if (distance < best) {
        best = distance;
        label = (int) drawn.labels().number(j);
      }
    }
    return label;
  }
}
