package dev.adjoint.onnx.operator;

import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A value of a graph: a tensor together with its type in ONNX.
///
/// A tensor holds a type of ONNX that it does not have itself in the next wider one: INT8, UINT8,
/// INT16 and UINT16 as I32, UINT32 and UINT64 as I64, FLOAT16 and BFLOAT16 as F32. Every value is
/// brought into the range of its type, as narrow integers and narrow floating-point numbers are in
/// other programs.
public final class OnnxValue {

  /// Values up to this size are kept as Java numbers when a node's result is fixed.
  private static final int MOST_KEPT = 1 << 16;

  private final OnnxType type;
  private final Tensor tensor;
  private double @Nullable [] reals;
  private long @Nullable [] wholes;

  private OnnxValue(OnnxType type, Tensor tensor) {
    this.type = type;
    this.tensor = tensor;
  }

  /// A value of the type that ONNX has for this tensor.
  public static OnnxValue of(Tensor tensor) {
    return new OnnxValue(OnnxType.of(tensor.elementType()), tensor);
  }

  /// A value of this type: the tensor is converted and brought into the range of the type.
  ///
  /// @throws IllegalArgumentException if no tensor holds this type
  public static OnnxValue of(OnnxType type, Tensor tensor) {
    ElementType element =
        type.element()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "onnx: no tensor holds the type %s; convert the model to FLOAT"
                        .formatted(type)));
    return new OnnxValue(type, Narrowing.of(type, tensor.to(element)));
  }

  /// The type in ONNX.
  public OnnxType type() {
    return type;
  }

  /// The elements.
  public Tensor tensor() {
    return tensor;
  }

  /// Keeps the elements as Java numbers too, so that later reads touch no tensor.
  public OnnxValue keep() {
    if (tensor.shape().count() <= MOST_KEPT) {
      if (tensor.elementType().isFloating()) {
        reals = tensor.toDoubleArray();
      } else {
        wholes = read();
      }
    }
    return this;
  }

  /// The elements as integers.
  long[] wholes() {
    long[] known = wholes;
    return known == null ? read() : known.clone();
  }

  /// The elements as floating-point numbers.
  double[] reals() {
    double[] known = reals;
    if (known != null) {
      return known.clone();
    }
    if (wholes == null) {
      return tensor.to(ElementType.F64).toDoubleArray();
    }
    long[] integers = wholes;
    double[] converted = new double[integers.length];
    for (int i = 0; i < converted.length; i++) {
      converted[i] = integers[i];
    }
    return converted;
  }

  private long[] read() {
    return tensor.to(ElementType.I64).toLongArray();
  }
}
