package dev.adjoint.tensor;

import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Storage;

/// The type of a tensor's elements. Types are never promoted silently: operations of several
/// tensors need one type, [Tensor#to] converts.
public enum ElementType {
  /// 32-bit floating point: the default, and the type of training.
  F32(4, new Storage.Floats(new float[0])),
  /// 64-bit floating point: the type of gradient checks.
  F64(8, new Storage.Doubles(new double[0])),
  /// 32-bit integers.
  I32(4, new Storage.Ints(new int[0])),
  /// 64-bit integers: indices and labels.
  I64(8, new Storage.Longs(new long[0])),
  /// Truth values: masks.
  BOOL(1, new Storage.Booleans(new boolean[0])),
  /// IEEE half precision, for storage: 5 bits of exponent, 10 of fraction; the largest is 65504.
  F16(2, new Narrow.Halves(new short[0])),
  /// The upper half of an F32, for storage: 8 bits of exponent, 7 of fraction.
  BF16(2, new Narrow.BrainFloats(new short[0])),
  /// Whole numbers from −128 to 127, for storage.
  I8(1, new Narrow.Bytes(new byte[0])),
  /// Whole numbers from 0 to 255, for storage: pixels, quantised weights.
  U8(1, new Narrow.UnsignedBytes(new byte[0]));

  private final int bytes;

  @SuppressWarnings("ImmutableEnumChecker") // an empty array cannot change
  private final Storage empty;

  ElementType(int bytes, Storage empty) {
    this.bytes = bytes;
    this.empty = empty;
  }

  /// The size of one element in bytes.
  public int bytes() {
    return bytes;
  }

  /// Whether elements are floating-point numbers, the only ones that have gradients.
  public boolean isFloating() {
    return this == F32 || this == F64 || this == F16 || this == BF16;
  }

  /// Whether it is a type for storage, in fewer bits than what is computed with. Operations compute
  /// F16 and BF16 in F32 and round the result; of I8 and U8 elements are moved and converted only.
  public boolean isNarrow() {
    return this == F16 || this == BF16 || this == I8 || this == U8;
  }

  Storage allocate(int length) {
    return empty.allocate(length);
  }

  static ElementType of(Storage storage) {
    return switch (storage) {
      case Storage.Floats _ -> F32;
      case Storage.Doubles _ -> F64;
      case Storage.Ints _ -> I32;
      case Storage.Longs _ -> I64;
      case Storage.Booleans _ -> BOOL;
      case Narrow.Halves _ -> F16;
      case Narrow.BrainFloats _ -> BF16;
      case Narrow.Bytes _ -> I8;
      case Narrow.UnsignedBytes _ -> U8;
    };
  }
}
