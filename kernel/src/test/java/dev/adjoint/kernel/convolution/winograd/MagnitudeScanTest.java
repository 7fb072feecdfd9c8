package dev.adjoint.kernel.convolution.winograd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MagnitudeScanTest {

  private static final float[] SPECIAL = {
    0, -0f, Float.MIN_VALUE, -Float.MAX_VALUE, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY
  };

  @Test
  void theVectorScanEqualsTheDefinitionAtEveryLength() {
    SplittableRandom random = new SplittableRandom(1);
    for (int count = 0; count < 70; count++) {
      int planes = count % 11;
      float[] from = new float[planes * (count + 1) + 5];
      for (int i = 0; i < from.length; i++) {
        from[i] =
            random.nextInt(4) == 0
                ? SPECIAL[random.nextInt(SPECIAL.length)]
                : (float) random.nextGaussian();
      }
      int[] expected = random.ints(count, 0, Float.floatToRawIntBits(1)).toArray();
      int[] actual = expected.clone();
      for (int start = 0; start < 5; start++) {
        MagnitudeScan.SCALAR.raise(expected, from, start, count + 1, planes, count);
        VectorMagnitudes.raise(actual, from, start, count + 1, planes, count);
        assertThat(actual).as("%d from %d", count, start).isEqualTo(expected);
      }
    }
  }

  @Test
  void bitsAreOrderedAsAbsoluteValuesWithNanAtTheEnd() {
    float[] ascending = {0, Float.MIN_VALUE, 1e-3f, 1, 1e30f, Float.POSITIVE_INFINITY, Float.NaN};
    int[] bits = new int[ascending.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = MagnitudeScan.bits(-ascending[i]);
    }
    int[] sorted = bits.clone();
    Arrays.sort(sorted);
    assertThat(bits).isEqualTo(sorted);
    assertThat(Float.intBitsToFloat(bits[4])).isEqualTo(1e30f);
    assertThat(Float.intBitsToFloat(bits[6])).isNaN();
  }
}
