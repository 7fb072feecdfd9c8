package dev.adjoint.formats.gguf;

import dev.adjoint.formats.StoredType;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The element types of a GGUF file, by the numbers that ggml gives them.
///
/// Quantized types store blocks of elements of a row, which become F32 when they are read:
///
/// | type | block | bytes | element |
/// |---|---:|---:|---|
/// | Q8_0 | 32 | 34 | `d · q`, with q in −128 … 127 |
/// | Q4_K | 256 | 144 | `(d · s) · q − (dmin · m)`, q in 0 … 15, s and m in 0 … 63 for each 32 elements |
/// | Q6_K | 256 | 210 | `(d · s) · q`, q in −32 … 31, s in −128 … 127 for each 16 elements |
///
/// with d and dmin in F16, rounded after each operation to F32. Types without a row are listed, and
/// refused by their name when a tensor of them is read.
public enum GgufType {
  F32(0, 1, 4, StoredType.F32),
  F16(1, 1, 2, StoredType.F16),
  Q4_0(2, 32, 18, null),
  Q4_1(3, 32, 20, null),
  Q5_0(6, 32, 22, null),
  Q5_1(7, 32, 24, null),
  Q8_0(8, 32, 34, StoredType.F32),
  Q8_1(9, 32, 36, null),
  Q2_K(10, 256, 84, null),
  Q3_K(11, 256, 110, null),
  Q4_K(12, 256, 144, StoredType.F32),
  Q5_K(13, 256, 176, null),
  Q6_K(14, 256, 210, StoredType.F32),
  Q8_K(15, 256, 292, null),
  IQ2_XXS(16, 256, 66, null),
  IQ2_XS(17, 256, 74, null),
  IQ3_XXS(18, 256, 98, null),
  IQ1_S(19, 256, 50, null),
  IQ4_NL(20, 32, 18, null),
  IQ3_S(21, 256, 110, null),
  IQ2_S(22, 256, 82, null),
  IQ4_XS(23, 256, 136, null),
  I8(24, 1, 1, StoredType.I8),
  I16(25, 1, 2, StoredType.I16),
  I32(26, 1, 4, StoredType.I32),
  I64(27, 1, 8, StoredType.I64),
  F64(28, 1, 8, StoredType.F64),
  IQ1_M(29, 256, 56, null),
  BF16(30, 1, 2, StoredType.BF16),
  TQ1_0(34, 256, 54, null),
  TQ2_0(35, 256, 66, null);

  private final int code;
  private final int elements;
  private final int bytes;
  private final @Nullable StoredType readAs;

  GgufType(int code, int elements, int bytes, @Nullable StoredType readAs) {
    this.code = code;
    this.elements = elements;
    this.bytes = bytes;
    this.readAs = readAs;
  }

  /// The elements of a block; 1 for types that are not quantized.
  public int elements() {
    return elements;
  }

  /// The bytes of a block.
  public int bytes() {
    return bytes;
  }

  /// The type of the elements that reading gives; empty if the type is not read.
  public Optional<StoredType> readAs() {
    return Optional.ofNullable(readAs);
  }

  /// Whether elements are stored in blocks.
  public boolean isQuantized() {
    return elements > 1;
  }

  static Optional<GgufType> of(long code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /// The types that are read, for messages.
  static String readable() {
    return String.join(
        ", ",
        Arrays.stream(values()).filter(type -> type.readAs != null).map(GgufType::name).toList());
  }
}
