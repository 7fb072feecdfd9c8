package dev.adjoint.formats;

import dev.adjoint.tensor.ElementType;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// The element types of tensors in files, by their names in safetensors.
///
/// A stored type is read as the narrowest [ElementType] of those that are computed with which holds
/// all its values, so reading never rounds and what is read can be used at once:
///
/// | stored | read as |
/// |---|---|
/// | F64, F32, I64, I32, BOOL | the same |
/// | F16, BF16 | F32 |
/// | I16, I8, U16, U8 | I32 |
/// | U32 | I64 |
/// | U64 | I64; a value above 2⁶³ − 1 is refused |
/// | C64, C128, F8_E4M3, F8_E5M2, F8_E8M0 | not at all: such a tensor is listed and can be copied |
///
/// [StoredTensor#readExact] gives F16, BF16, I8 and U8 as they are, as element types for storage.
///
/// Writing a narrower type than the tensor's rounds to the nearest value, ties to even, and to
/// infinity beyond the largest; an integer that does not fit is refused.
public enum StoredType {
  F64(8, ElementType.F64),
  F32(4, ElementType.F32),
  /// IEEE half precision: 5 bits of exponent, 10 of fraction.
  F16(2, ElementType.F32),
  /// The upper half of an F32: 8 bits of exponent, 7 of fraction.
  BF16(2, ElementType.F32),
  I64(8, ElementType.I64),
  I32(4, ElementType.I32),
  I16(2, ElementType.I32),
  I8(1, ElementType.I32),
  U64(8, ElementType.I64),
  U32(4, ElementType.I64),
  U16(2, ElementType.I32),
  U8(1, ElementType.I32),
  /// One byte: 0 is false, anything else true; written as 0 or 1.
  BOOL(1, ElementType.BOOL),
  /// Two F32: real and imaginary part.
  C64(8, null),
  /// Two F64: real and imaginary part.
  C128(16, null),
  F8_E4M3(1, null),
  F8_E5M2(1, null),
  F8_E8M0(1, null);

  private final int bytes;
  private final @Nullable ElementType readAs;

  StoredType(int bytes, @Nullable ElementType readAs) {
    this.bytes = bytes;
    this.readAs = readAs;
  }

  /// The size of one element in bytes.
  public int bytes() {
    return bytes;
  }

  /// The type of a tensor that is read; empty if there is none.
  public Optional<ElementType> readAs() {
    return Optional.ofNullable(readAs);
  }

  /// The type of a tensor that holds the elements as they are stored; empty if there is none.
  public Optional<ElementType> exact() {
    for (ElementType type : ElementType.values()) {
      if (of(type) == this) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /// Whether elements are real floating-point numbers that can be read.
  public boolean isFloating() {
    return readAs != null && readAs.isFloating();
  }

  /// The stored type that holds a tensor's elements as they are.
  public static StoredType of(ElementType type) {
    return switch (type) {
      case F32 -> F32;
      case F64 -> F64;
      case I32 -> I32;
      case I64 -> I64;
      case BOOL -> BOOL;
      case F16 -> F16;
      case BF16 -> BF16;
      case I8 -> I8;
      case U8 -> U8;
    };
  }

  /// The type of this name, in any case; empty if there is none.
  public static Optional<StoredType> named(String name) {
    for (StoredType type : values()) {
      if (type.name().equals(name.toUpperCase(Locale.ROOT))) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /// The types that can be read as tensors, for messages.
  static String readable() {
    StringJoiner names = new StringJoiner(", ");
    for (StoredType type : values()) {
      if (type.readAs != null) {
        names.add(type.name());
      }
    }
    return names.toString();
  }

  /// The size of one number: half an element for complex ones.
  public int numberBytes() {
    return this == C64 || this == C128 ? bytes / 2 : bytes;
  }
}
