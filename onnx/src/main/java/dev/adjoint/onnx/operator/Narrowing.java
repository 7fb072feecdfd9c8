package dev.adjoint.onnx.operator;

import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;

/// Brings elements into the range of a type that is narrower than the tensor that holds it:
/// integers wrap around, floating-point numbers are rounded to the nearest, ties to even.
///
/// The gradient passes through the rounding unchanged.
record Narrowing(OnnxType type) implements Operation {

  static Tensor of(OnnxType type, Tensor x) {
    return switch (type) {
      case INT8, UINT8, INT16, UINT16, UINT32, UINT64, FLOAT16, BFLOAT16 ->
          Tensor.apply(new Narrowing(type), x);
      default -> x;
    };
  }

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    return switch (type) {
      case FLOAT16, BFLOAT16 -> Applied.of(rounded(x), g -> g);
      case UINT32, UINT64 -> Applied.constant(longs(x));
      default -> Applied.constant(ints(x));
    };
  }

  private Tensor rounded(Tensor x) {
    float[] elements = x.toFloatArray();
    for (int i = 0; i < elements.length; i++) {
      elements[i] =
          type == OnnxType.FLOAT16
              ? Float.float16ToFloat(Float.floatToFloat16(elements[i]))
              : toBfloat16(elements[i]);
    }
    return Tensor.of(elements, x.shape());
  }

  private static float toBfloat16(float x) {
    int bits = Float.floatToIntBits(x);
    if (!Float.isNaN(x)) {
      bits += 0x7fff + (bits >>> Short.SIZE & 1);
    }
    return Float.intBitsToFloat(bits & 0xffff0000);
  }

  private Tensor ints(Tensor x) {
    int[] elements = x.toIntArray();
    for (int i = 0; i < elements.length; i++) {
      elements[i] =
          switch (type) {
            case INT8 -> (byte) elements[i];
            case UINT8 -> elements[i] & 0xff;
            case INT16 -> (short) elements[i];
            default -> elements[i] & 0xffff;
          };
    }
    return Tensor.of(elements, x.shape());
  }

  private Tensor longs(Tensor x) {
    long[] elements = x.toLongArray();
    for (int i = 0; i < elements.length; i++) {
      if (type == OnnxType.UINT32) {
        elements[i] &= 0xffffffffL;
      } else if (elements[i] < 0) {
        throw new IllegalArgumentException(
            "a result of UINT64 is above %d, the largest integer of a tensor; use INT64 or DOUBLE"
                .formatted(Long.MAX_VALUE));
      }
    }
    return Tensor.of(elements, x.shape());
  }
}
