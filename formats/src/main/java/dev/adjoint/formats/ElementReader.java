package dev.adjoint.formats;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Converts stored elements, little-endian in C order, to tensors, piece by piece.
final class ElementReader {

  /// The bytes that are read at once; a multiple of the size of every element type.
  private static final int PIECE = 1 << 20;

  private ElementReader() {}

  /// Receives the elements of a piece, which start at an index of the tensor.
  @FunctionalInterface
  private interface Piece {
    void take(ByteBuffer bytes, int start, int count);
  }

  /// Reads a tensor of a type that can be read.
  ///
  /// @throws ArithmeticException if an element of a U64 is above 2⁶³ − 1
  static Tensor read(ByteSource source, StoredType type, Shape shape) throws IOException {
    int count = shape.count();
    return switch (type) {
      case F32 -> {
        float[] elements = new float[count];
        pieces(source, type, count, (b, at, n) -> b.asFloatBuffer().get(elements, at, n));
        yield Tensor.of(elements, shape);
      }
      case F16, BF16 -> Tensor.of(widened(source, type, count), shape);
      case F64 -> {
        double[] elements = new double[count];
        pieces(source, type, count, (b, at, n) -> b.asDoubleBuffer().get(elements, at, n));
        yield Tensor.of(ElementType.F64, elements, shape);
      }
      case I64, U64, U32 -> Tensor.of(longs(source, type, count), shape);
      case I32 -> {
        int[] elements = new int[count];
        pieces(source, type, count, (b, at, n) -> b.asIntBuffer().get(elements, at, n));
        yield Tensor.of(elements, shape);
      }
      case I16, U16, I8, U8 -> Tensor.of(ints(source, type, count), shape);
      case BOOL -> {
        boolean[] elements = new boolean[count];
        pieces(
            source,
            type,
            count,
            (b, at, n) -> {
              for (int i = 0; i < n; i++) {
                elements[at + i] = b.get() != 0;
              }
            });
        yield Tensor.of(elements, shape);
      }
      case C64, C128, F8_E4M3, F8_E5M2, F8_E8M0 ->
          throw new IllegalArgumentException("a tensor cannot hold " + type);
    };
  }

  private static float[] widened(ByteSource source, StoredType type, int count) throws IOException {
    float[] elements = new float[count];
    boolean half = type == StoredType.F16;
    pieces(
        source,
        type,
        count,
        (b, at, n) -> {
          for (int i = 0; i < n; i++) {
            short bits = b.getShort();
            elements[at + i] =
                half ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << Short.SIZE);
          }
        });
    return elements;
  }

  private static int[] ints(ByteSource source, StoredType type, int count) throws IOException {
    int[] elements = new int[count];
    pieces(
        source,
        type,
        count,
        (b, at, n) -> {
          for (int i = 0; i < n; i++) {
            elements[at + i] =
                switch (type) {
                  case I16 -> b.getShort();
                  case U16 -> Short.toUnsignedInt(b.getShort());
                  case I8 -> b.get();
                  default -> Byte.toUnsignedInt(b.get());
                };
          }
        });
    return elements;
  }

  private static long[] longs(ByteSource source, StoredType type, int count) throws IOException {
    long[] elements = new long[count];
    pieces(
        source,
        type,
        count,
        (b, at, n) -> {
          for (int i = 0; i < n; i++) {
            long element =
                type == StoredType.U32 ? Integer.toUnsignedLong(b.getInt()) : b.getLong();
            if (type == StoredType.U64 && element < 0) {
              throw new ArithmeticException(
                  "element %d is %s but I64, the widest integer of a tensor, ends at %d; store it as I64 or F64"
                      .formatted(at + i, Long.toUnsignedString(element), Long.MAX_VALUE));
            }
            elements[at + i] = element;
          }
        });
    return elements;
  }

  private static void pieces(ByteSource source, StoredType type, int count, Piece piece)
      throws IOException {
    int size = type.bytes();
    int most = Math.min(PIECE / size, Math.max(count, 1));
    ByteBuffer buffer = ByteBuffer.allocate(most * size).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < count; at += most) {
      int n = Math.min(most, count - at);
      buffer.clear().limit(n * size);
      source.read((long) at * size, buffer);
      piece.take(buffer.flip(), at, n);
    }
  }
}
