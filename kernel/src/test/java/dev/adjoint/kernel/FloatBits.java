package dev.adjoint.kernel;

import dev.adjoint.kernel.Storage.Floats;
import java.util.random.RandomGenerator;

/// F32 test values and their bits.
public final class FloatBits {
  private static final int[] LENGTHS = {0, 1, 7, 13, 16, 17, 207, 1024, 1025, 4098, 20_000};

  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    0.5f,
    1.5f,
    2.5f,
    -2.5f,
    88.72f,
    88.73f,
    -87.4f,
    -103.9f,
    -103.98f,
    -104f,
    -104.1f,
    -14.43f,
    14.43f,
    15.1f,
    20f,
    -20.1f,
    0.625f,
    0.92f,
    3.9f,
    4f,
    65_536f,
    65_537f,
    1e30f
  };

  private FloatBits() {}

  /// Lengths around vectors of 4, 8 and 16 lanes, chunks of 1024 and blocks of [Reduction#BLOCK].
  public static int[] lengths() {
    return LENGTHS.clone();
  }

  /// A third special values, a third any bit pattern, a third of the sizes that occur in training.
  public static float[] mixed(int length, RandomGenerator random) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] =
          switch (random.nextInt(3)) {
            case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
            case 1 -> Float.intBitsToFloat(random.nextInt());
            default -> (float) (random.nextGaussian() * 4);
          };
    }
    return values;
  }

  /// Every sign and exponent with the smallest, the largest and 250 random mantissas.
  public static float[] everyExponent(RandomGenerator random) {
    int each = 252;
    float[] values = new float[512 * each];
    for (int i = 0; i < values.length; i++) {
      int mantissa =
          switch (i % each) {
            case 0 -> 0;
            case 1 -> 0x7f_ffff;
            default -> random.nextInt(1 << 23);
          };
      values[i] = Float.intBitsToFloat((i / each) << 23 | mantissa);
    }
    return values;
  }

  public static float[] ordinary(int length, RandomGenerator random) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /// The bits of every element; all NaN are one.
  public static int[] of(View view) {
    float[] array = ((Floats) view.storage()).array();
    int[] bits = new int[array.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(array[i]);
    }
    return bits;
  }

  /// `values` in a storage with a gap before and after.
  public static View view(float[] values, int gap, int... sizes) {
    float[] array = new float[values.length + 2 * gap];
    System.arraycopy(values, 0, array, gap, values.length);
    return new View(new Floats(array), gap, sizes, View.contiguousStrides(sizes));
  }

  public static View empty(int gap, int... sizes) {
    return view(new float[View.contiguous(new Floats(new float[0]), sizes).count()], gap, sizes);
  }
}
