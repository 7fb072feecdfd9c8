package dev.adjoint.formats;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToLongFunction;

/// Writes the elements of tensors, little-endian in C order, in the tensor's type or a narrower
/// one.
final class ElementWriter {

  private static final int PIECE = 1 << 16;

  private ElementWriter() {}

  /// Writes one element to the buffer.
  @FunctionalInterface
  private interface Element {
    void put(ByteBuffer to, int index);
  }

  /// Whether elements of one type can be written as another: floating to floating, integer to
  /// integer, truth value to truth value.
  static boolean canWrite(ElementType from, StoredType to) {
    ElementType readAs = to.readAs().orElse(null);
    if (readAs == null) {
      return false;
    }
    return from.isFloating() == readAs.isFloating()
        && (from == ElementType.BOOL) == (readAs == ElementType.BOOL);
  }

  /// Writes all elements. Floating-point numbers are rounded to the nearest, ties to even.
  ///
  /// @throws ArithmeticException if an integer does not fit
  static void write(Tensor tensor, StoredType type, OutputStream out) throws IOException {
    pieces(tensor.shape().count(), type.bytes(), out, element(tensor, type));
  }

  private static Element element(Tensor tensor, StoredType type) {
    return switch (tensor.elementType()) {
      case F32, F16, BF16 -> {
        float[] x = tensor.toFloatArray();
        yield switch (type) {
          case F16 -> (to, i) -> to.putShort(Float.floatToFloat16(x[i]));
          case BF16 -> (to, i) -> to.putShort(brainFloat(x[i]));
          case F64 -> (to, i) -> to.putDouble(x[i]);
          default -> (to, i) -> to.putFloat(x[i]);
        };
      }
      case F64 -> {
        double[] x = tensor.toDoubleArray();
        yield switch (type) {
          case F16 -> (to, i) -> to.putShort(Float.floatToFloat16(toOdd(x[i])));
          case BF16 -> (to, i) -> to.putShort(brainFloat(toOdd(x[i])));
          case F32 -> (to, i) -> to.putFloat((float) x[i]);
          default -> (to, i) -> to.putDouble(x[i]);
        };
      }
      case I32, I8, U8 -> {
        int[] x = tensor.toIntArray();
        yield integer(type, i -> x[i]);
      }
      case I64 -> {
        long[] x = tensor.toLongArray();
        yield integer(type, i -> x[i]);
      }
      case BOOL -> {
        boolean[] x = tensor.toBooleanArray();
        yield (to, i) -> to.put((byte) (x[i] ? 1 : 0));
      }
    };
  }

  private static Element integer(StoredType type, IntToLongFunction x) {
    long low =
        switch (type) {
          case I8 -> Byte.MIN_VALUE;
          case I16 -> Short.MIN_VALUE;
          case I32 -> Integer.MIN_VALUE;
          case I64 -> Long.MIN_VALUE;
          default -> 0;
        };
    long high =
        switch (type) {
          case I8 -> Byte.MAX_VALUE;
          case U8 -> 0xff;
          case I16 -> Short.MAX_VALUE;
          case U16 -> 0xffff;
          case I32 -> Integer.MAX_VALUE;
          case U32 -> 0xffff_ffffL;
          default -> Long.MAX_VALUE;
        };
    return (to, i) -> {
      long element = x.applyAsLong(i);
      if (element < low || element > high) {
        throw new ArithmeticException(
            "element %d is %d but %s holds %d … %d; choose a wider type"
                .formatted(i, element, type, low, high));
      }
      switch (type.bytes()) {
        case 1 -> to.put((byte) element);
        case 2 -> to.putShort((short) element);
        case 4 -> to.putInt((int) element);
        default -> to.putLong(element);
      }
    };
  }

  /// The nearest BF16, ties to even; NaN stays NaN.
  private static short brainFloat(float x) {
    int bits = Float.floatToRawIntBits(x);
    if (Float.isNaN(x)) {
      return (short) ((bits >>> Short.SIZE) | 0x40);
    }
    return (short) ((bits + 0x7fff + ((bits >>> Short.SIZE) & 1)) >>> Short.SIZE);
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

  private static void pieces(int count, int size, OutputStream out, Element element)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      if (buffer.remaining() < size) {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
      element.put(buffer, i);
    }
    out.write(buffer.array(), 0, buffer.position());
  }
}
