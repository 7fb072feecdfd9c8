package dev.adjoint.formats;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The element types of stored tensors, by their names in safetensors, little-endian.
enum StoredType {
  F32(4),
  F64(8),
  I32(4),
  I64(8),
  BOOL(1),
  /// Half precision; becomes F32.
  F16(2),
  /// The upper half of an F32; becomes F32.
  BF16(2);

  private final int bytes;

  StoredType(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  static StoredType of(ElementType type) {
    return switch (type) {
      case F32 -> F32;
      case F64 -> F64;
      case I32 -> I32;
      case I64 -> I64;
      case BOOL -> BOOL;
    };
  }

  Tensor decode(ByteBuffer from, Shape shape) {
    int count = shape.count();
    return switch (this) {
      case F32 -> {
        float[] elements = new float[count];
        from.asFloatBuffer().get(elements);
        yield Tensor.of(elements, shape);
      }
      case F64 -> {
        double[] elements = new double[count];
        from.asDoubleBuffer().get(elements);
        yield Tensor.of(ElementType.F64, elements, shape);
      }
      case I32 -> {
        int[] elements = new int[count];
        from.asIntBuffer().get(elements);
        yield Tensor.of(elements, shape);
      }
      case I64 -> {
        long[] elements = new long[count];
        from.asLongBuffer().get(elements);
        yield Tensor.of(elements, shape);
      }
      case BOOL -> {
        boolean[] elements = new boolean[count];
        for (int i = 0; i < count; i++) {
          elements[i] = from.get() != 0;
        }
        yield Tensor.of(elements, shape);
      }
      case F16, BF16 -> {
        float[] elements = new float[count];
        for (int i = 0; i < count; i++) {
          short bits = from.getShort();
          elements[i] = this == F16 ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << 16);
        }
        yield Tensor.of(elements, shape);
      }
    };
  }

  byte[] encode(Tensor tensor) {
    ByteBuffer to =
        ByteBuffer.allocate(tensor.shape().count() * bytes).order(ByteOrder.LITTLE_ENDIAN);
    switch (this) {
      case F32 -> to.asFloatBuffer().put(tensor.toFloatArray());
      case F64 -> to.asDoubleBuffer().put(tensor.toDoubleArray());
      case I32 -> to.asIntBuffer().put(tensor.toIntArray());
      case I64 -> to.asLongBuffer().put(tensor.toLongArray());
      case BOOL -> {
        for (boolean element : tensor.toBooleanArray()) {
          to.put((byte) (element ? 1 : 0));
        }
      }
      case F16, BF16 -> throw new IllegalStateException("no tensor is stored as " + this);
    }
    return to.array();
  }
}
