package dev.adjoint.formats.protobuf;

import org.jspecify.annotations.Nullable;

/// How a field is stored, by the number in the lowest three bits of its key.
public enum WireType {
  /// An integer of 1 to 10 bytes with 7 bits each.
  VARINT(0),
  /// 8 bytes.
  FIXED64(1),
  /// A length and that many bytes: a text, a message, or packed numbers.
  LENGTH(2),
  /// 4 bytes.
  FIXED32(5);

  private final int code;

  WireType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /// The type with this code; null if there is none. The codes 3 and 4, groups, are obsolete.
  static @Nullable WireType of(int code) {
    for (WireType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }
}
