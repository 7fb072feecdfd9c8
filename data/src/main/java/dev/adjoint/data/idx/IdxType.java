package dev.adjoint.data.idx;

import java.nio.ByteBuffer;

/// The element types of the IDX format; numbers are big-endian.
public enum IdxType {
  /// Whole numbers 0 … 255.
  UBYTE(0x08, 1),
  /// Whole numbers −128 … 127.
  BYTE(0x09, 1),
  /// 16-bit whole numbers.
  SHORT(0x0B, 2),
  /// 32-bit whole numbers.
  INT(0x0C, 4),
  /// 32-bit floating point.
  FLOAT(0x0D, 4),
  /// 64-bit floating point.
  DOUBLE(0x0E, 8);

  private final int code;
  private final int bytes;

  IdxType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /// The number that stands for this type in the third byte of a file.
  ///
  /// @return the code
  public int code() {
    return code;
  }

  /// The size of one element.
  ///
  /// @return bytes
  public int bytes() {
    return bytes;
  }

  /// Whether elements are whole numbers.
  ///
  /// @return false for FLOAT and DOUBLE
  public boolean isWhole() {
    return this != FLOAT && this != DOUBLE;
  }

  double read(ByteBuffer data, int index) {
    return switch (this) {
      case UBYTE -> data.get(index) & 0xFF;
      case BYTE -> data.get(index);
      case SHORT -> data.getShort(index * 2);
      case INT -> data.getInt(index * 4);
      case FLOAT -> data.getFloat(index * 4);
      case DOUBLE -> data.getDouble(index * 8);
    };
  }
}
