package dev.adjoint.kernel;

/// Elements in fewer bits than the numbers that kernels compute with. They are copied, selected and
/// converted; each has an exact value as a float.
public sealed interface Narrow extends Storage
    permits Narrow.Halves, Narrow.BrainFloats, Narrow.Bytes, Narrow.UnsignedBytes {

  /// The name of the element type in messages.
  String type();

  /// The bytes of an element.
  int bytes();

  @Override
  Narrow allocate(int length);

  /// An element, exactly.
  float number(int index);

  /// Stores the nearest value, ties to even; in whole numbers the low bits of what a Java cast to
  /// int gives.
  void set(int index, double value);

  /// Stores the nearest value, ties to even; in whole numbers the low bits.
  void set(int index, long value);

  /// Whether all bits of all elements are 0.
  boolean isZero();

  /// IEEE half precision: 5 bits of exponent, 10 of fraction.
  record Halves(short[] array) implements Narrow {
    @Override
    public String type() {
      return "F16";
    }

    @Override
    public int bytes() {
      return Short.BYTES;
    }

    @Override
    public int length() {
      return array.length;
    }

    @Override
    public Halves allocate(int length) {
      return new Halves(new short[length]);
    }

    @Override
    public float number(int index) {
      return Float.float16ToFloat(array[index]);
    }

    @Override
    public void set(int index, double value) {
      array[index] = Float.floatToFloat16(toOdd(value));
    }

    @Override
    public void set(int index, long value) {
      set(index, (double) value);
    }

    @Override
    public boolean isZero() {
      return Narrow.isZero(array);
    }
  }

  /// The upper half of an F32: 8 bits of exponent, 7 of fraction.
  record BrainFloats(short[] array) implements Narrow {
    @Override
    public String type() {
      return "BF16";
    }

    @Override
    public int bytes() {
      return Short.BYTES;
    }

    @Override
    public int length() {
      return array.length;
    }

    @Override
    public BrainFloats allocate(int length) {
      return new BrainFloats(new short[length]);
    }

    @Override
    public float number(int index) {
      return Float.intBitsToFloat(array[index] << Short.SIZE);
    }

    @Override
    public void set(int index, double value) {
      int bits = Float.floatToRawIntBits(toOdd(value));
      array[index] =
          Double.isNaN(value)
              ? (short) ((bits >>> Short.SIZE) | 0x40)
              : (short) ((bits + 0x7fff + ((bits >>> Short.SIZE) & 1)) >>> Short.SIZE);
    }

    @Override
    public void set(int index, long value) {
      set(index, (double) value);
    }

    @Override
    public boolean isZero() {
      return Narrow.isZero(array);
    }
  }

  /// Whole numbers from −128 to 127.
  record Bytes(byte[] array) implements Narrow {
    @Override
    public String type() {
      return "I8";
    }

    @Override
    public int bytes() {
      return 1;
    }

    @Override
    public int length() {
      return array.length;
    }

    @Override
    public Bytes allocate(int length) {
      return new Bytes(new byte[length]);
    }

    @Override
    public float number(int index) {
      return array[index];
    }

    @Override
    public void set(int index, double value) {
      array[index] = (byte) (int) value;
    }

    @Override
    public void set(int index, long value) {
      array[index] = (byte) value;
    }

    @Override
    public boolean isZero() {
      return Narrow.isZero(array);
    }
  }

  /// Whole numbers from 0 to 255.
  record UnsignedBytes(byte[] array) implements Narrow {
    @Override
    public String type() {
      return "U8";
    }

    @Override
    public int bytes() {
      return 1;
    }

    @Override
    public int length() {
      return array.length;
    }

    @Override
    public UnsignedBytes allocate(int length) {
      return new UnsignedBytes(new byte[length]);
    }

    @Override
    public float number(int index) {
      return Byte.toUnsignedInt(array[index]);
    }

    @Override
    public void set(int index, double value) {
      array[index] = (byte) (int) value;
    }

    @Override
    public void set(int index, long value) {
      array[index] = (byte) value;
    }

    @Override
    public boolean isZero() {
      return Narrow.isZero(array);
    }
  }

  private static boolean isZero(short[] elements) {
    int bits = 0;
    for (short x : elements) {
      bits |= x;
    }
    return bits == 0;
  }

  private static boolean isZero(byte[] elements) {
    int bits = 0;
    for (byte x : elements) {
      bits |= x;
    }
    return bits == 0;
  }

  /// The float towards zero, with the last bit set if it is not exact. Rounding it again to at most
  /// 22 bits gives what rounding x once would give (Boldo and Melquiond 2008).
  private static float toOdd(double x) {
    float near = (float) x;
    if (near == x || Double.isNaN(x)) {
      return near;
    }
    float towardsZero = Math.abs((double) near) > Math.abs(x) ? Math.nextAfter(near, 0) : near;
    return Float.intBitsToFloat(Float.floatToRawIntBits(towardsZero) | 1);
  }
}
