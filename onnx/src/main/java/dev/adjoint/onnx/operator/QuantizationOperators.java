package dev.adjoint.onnx.operator;

import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Numbers as 8-bit integers with a scale and a zero point, and products of them. The products are
/// computed exactly, in F64, and rounded to the nearest at the end, ties to even.
final class QuantizationOperators {

  static final List<OperatorRow> ROWS =
      List.of(
          OperatorRow.of("QuantizeLinear", QuantizationOperators::quantize),
          OperatorRow.of("DequantizeLinear", QuantizationOperators::dequantize),
          OperatorRow.of("DynamicQuantizeLinear", QuantizationOperators::dynamic),
          OperatorRow.of("MatMulInteger", QuantizationOperators::integerProduct),
          OperatorRow.of("ConvInteger", QuantizationOperators::integerConvolution),
          OperatorRow.of("QLinearMatMul", QuantizationOperators::quantizedProduct),
          OperatorRow.of("QLinearConv", QuantizationOperators::quantizedConvolution));

  private QuantizationOperators() {}

  /// A number for each element along an axis, or one for all.
  private static Tensor along(NodeCall call, Tensor numbers, Shape shape, int axis) {
    if (numbers.shape().count() == 1) {
      return numbers.reshape(Shape.SCALAR);
    }
    if (numbers.shape().rank() != 1) {
      throw call.refuse("scales of blocks are not supported; use one scale for each axis element");
    }
    int[] sizes = new int[shape.rank()];
    Arrays.fill(sizes, 1);
    sizes[axis] = numbers.shape().count();
    return numbers.reshape(Shape.of(sizes));
  }

  private static Tensor wide(Tensor x) {
    return x.to(ElementType.F64);
  }

  private static Tensor saturated(NodeCall call, Tensor x, OnnxType type) {
    return switch (type) {
      case UINT8 -> x.clamp(0, 255);
      case INT8 -> x.clamp(-128, 127);
      case UINT16 -> x.clamp(0, 65_535);
      case INT16 -> x.clamp(-32_768, 32_767);
      case INT32 -> x.clamp(Integer.MIN_VALUE, Integer.MAX_VALUE);
      default ->
          throw call.refuse(
              "the result would be %s; INT8, UINT8, INT16 and UINT16 are supported"
                  .formatted(type));
    };
  }

  private static OnnxValue rounded(NodeCall call, Tensor x, Tensor zero, OnnxType type) {
    return OnnxValue.of(type, saturated(call, x.round().add(wide(zero)), type));
  }

  private static List<OnnxValue> quantize(NodeCall call) {
    Tensor x = call.tensor(0);
    OnnxType type = call.has(2) ? call.type(2) : OnnxType.UINT8;
    int axis = axis(call);
    Tensor scale = along(call, call.tensor(1), x.shape(), axis);
    Tensor zero = call.has(2) ? along(call, call.tensor(2), x.shape(), axis) : Tensor.scalar(0);
    return List.of(rounded(call, wide(x.divide(scale.to(x.elementType()))), zero, type));
  }

  private static int axis(NodeCall call) {
    int rank = call.rank(0);
    return rank < 2 ? 0 : call.axis(call.whole("axis", 1), rank);
  }

  private static List<OnnxValue> dequantize(NodeCall call) {
    Tensor x = call.tensor(0);
    int axis = axis(call);
    Tensor scale = along(call, call.tensor(1), x.shape(), axis);
    Tensor zero =
        call.has(2)
            ? along(call, call.tensor(2), x.shape(), axis)
            : Tensor.zeros(x.elementType(), Shape.SCALAR);
    Tensor y = x.subtract(zero).to(scale.elementType()).multiply(scale);
    return List.of(OnnxValue.of(call.type(1), y));
  }

  private static List<OnnxValue> dynamic(NodeCall call) {
    Tensor x = call.tensor(0);
    float high = (float) Math.max(0, x.max().item());
    float low = (float) Math.min(0, x.min().item());
    float scale = (high - low) / 255;
    double zero = scale == 0 ? 0 : Math.clamp(Math.rint(-low / scale), 0, 255);
    Tensor divided = scale == 0 ? Tensor.zerosLike(x) : x.divide(scale);
    Tensor y = wide(divided).round().add(zero).clamp(0, 255);
    return List.of(
        OnnxValue.of(OnnxType.UINT8, y),
        OnnxValue.of(OnnxType.FLOAT, Tensor.scalar(scale)),
        OnnxValue.of(OnnxType.UINT8, Tensor.scalar(ElementType.F64, zero)));
  }

  /// An input without its zero point.
  private static Tensor centred(NodeCall call, int input, int zero, int axis) {
    Tensor x = wide(call.tensor(input));
    return call.has(zero) ? x.subtract(along(call, wide(call.tensor(zero)), x.shape(), axis)) : x;
  }

  private static List<OnnxValue> integerProduct(NodeCall call) {
    Tensor a = centred(call, 0, 2, Math.max(0, call.rank(0) - 2));
    Tensor b = centred(call, 1, 3, call.rank(1) - 1);
    return List.of(OnnxValue.of(OnnxType.INT32, a.matmul(b)));
  }

  private static List<OnnxValue> integerConvolution(NodeCall call) {
    Tensor y =
        ConvolutionOperators.convolve(call, centred(call, 0, 2, 1), centred(call, 1, 3, 0), false);
    return List.of(OnnxValue.of(OnnxType.INT32, y));
  }

  private static List<OnnxValue> quantizedProduct(NodeCall call) {
    Tensor a = centred(call, 0, 2, Math.max(0, call.rank(0) - 2));
    Tensor b = centred(call, 3, 5, call.rank(3) - 1);
    Tensor product = a.matmul(b);
    Tensor scale =
        along(call, wide(call.tensor(1)), product.shape(), Math.max(0, product.shape().rank() - 2))
            .multiply(
                along(call, wide(call.tensor(4)), product.shape(), product.shape().rank() - 1))
            .divide(wide(call.tensor(6).reshape(Shape.SCALAR)));
    return List.of(
        rounded(call, product.multiply(scale), call.tensor(7).reshape(Shape.SCALAR), call.type(7)));
  }

  private static List<OnnxValue> quantizedConvolution(NodeCall call) {
    Tensor x = centred(call, 0, 2, 1);
    Tensor weight = centred(call, 3, 5, 0);
    Tensor sums = ConvolutionOperators.convolve(call, x, weight, false);
    if (call.has(8)) {
      sums = sums.add(along(call, wide(call.tensor(8)), sums.shape(), 1));
    }
    Tensor scale =
        along(call, wide(call.tensor(4)), sums.shape(), 1)
            .multiply(wide(call.tensor(1).reshape(Shape.SCALAR)))
            .divide(wide(call.tensor(6).reshape(Shape.SCALAR)));
    return List.of(
        rounded(call, sums.multiply(scale), call.tensor(7).reshape(Shape.SCALAR), call.type(7)));
  }
}
