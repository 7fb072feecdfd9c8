package dev.adjoint.formats.onnx;

import dev.adjoint.formats.StoredType;
import dev.adjoint.tensor.ElementType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The element types of ONNX, each with its number in files.
public enum OnnxType {
  FLOAT(1, StoredType.F32),
  UINT8(2, StoredType.U8),
  INT8(3, StoredType.I8),
  UINT16(4, StoredType.U16),
  INT16(5, StoredType.I16),
  INT32(6, StoredType.I32),
  INT64(7, StoredType.I64),
  STRING(8, null),
  BOOL(9, StoredType.BOOL),
  FLOAT16(10, StoredType.F16),
  DOUBLE(11, StoredType.F64),
  UINT32(12, StoredType.U32),
  UINT64(13, StoredType.U64),
  COMPLEX64(14, StoredType.C64),
  COMPLEX128(15, StoredType.C128),
  BFLOAT16(16, StoredType.BF16),
  FLOAT8E4M3FN(17, StoredType.F8_E4M3),
  FLOAT8E4M3FNUZ(18, null),
  FLOAT8E5M2(19, StoredType.F8_E5M2),
  FLOAT8E5M2FNUZ(20, null),
  UINT4(21, null),
  INT4(22, null),
  FLOAT4E2M1(23, null),
  FLOAT8E8M0(24, StoredType.F8_E8M0);

  private final int code;
  private final @Nullable StoredType stored;

  OnnxType(int code, @Nullable StoredType stored) {
    this.code = code;
    this.stored = stored;
  }

  /// The number in files.
  public int code() {
    return code;
  }

  /// How the elements are stored in a file; empty for texts and for types of less than a byte.
  public Optional<StoredType> stored() {
    return Optional.ofNullable(stored);
  }

  /// As which type a tensor holds the elements; empty if a tensor cannot hold them.
  public Optional<ElementType> element() {
    return stored().flatMap(StoredType::readAs);
  }

  /// Whether elements are floating-point numbers that a tensor holds.
  public boolean isFloating() {
    return stored != null && stored.isFloating();
  }

  /// The type with this number; empty if there is none.
  public static Optional<OnnxType> of(long code) {
    for (OnnxType type : values()) {
      if (type.code == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /// The ONNX type of a tensor with this element type.
  public static OnnxType of(ElementType type) {
    return switch (type) {
      case F16 -> FLOAT16;
      case BF16 -> BFLOAT16;
      case I8 -> INT8;
      case U8 -> UINT8;
      case F32 -> FLOAT;
      case F64 -> DOUBLE;
      case I32 -> INT32;
      case I64 -> INT64;
      case BOOL -> BOOL;
    };
  }

  /// The ONNX type of elements that are stored as this type; empty if there is none.
  public static Optional<OnnxType> of(StoredType stored) {
    for (OnnxType type : values()) {
      if (type.stored == stored) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
