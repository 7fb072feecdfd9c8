package dev.adjoint.onnx.operator;

import static dev.adjoint.onnx.operator.OperatorRow.typed;

import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// Comparisons, logic, and the choice between two values.
final class ComparisonOperators {

  static final List<OperatorRow> ROWS =
      List.of(
          typed("Equal", OnnxType.BOOL, call -> equal(call.tensor(0), call.right())),
          typed("Less", OnnxType.BOOL, call -> call.tensor(0).less(call.right())),
          typed("LessOrEqual", OnnxType.BOOL, call -> call.tensor(0).lessEqual(call.tensor(1))),
          typed("Greater", OnnxType.BOOL, call -> call.tensor(0).greater(call.right())),
          typed(
              "GreaterOrEqual", OnnxType.BOOL, call -> call.tensor(0).greaterEqual(call.tensor(1))),
          typed("And", OnnxType.BOOL, call -> call.tensor(0).logicalAnd(call.right())),
          typed("Or", OnnxType.BOOL, call -> call.tensor(0).logicalOr(call.right())),
          typed("Xor", OnnxType.BOOL, call -> call.tensor(0).logicalXor(call.right())),
          typed("Not", OnnxType.BOOL, call -> call.tensor(0).logicalNot()),
          typed("IsNaN", OnnxType.BOOL, call -> call.tensor(0).notEqual(call.tensor(0))),
          typed("IsInf", OnnxType.BOOL, ComparisonOperators::isInfinite),
          OperatorRow.of("Where", ComparisonOperators::choice));

  private ComparisonOperators() {}

  private static Tensor equal(Tensor a, Tensor b) {
    return a.elementType() == ElementType.BOOL ? a.logicalXor(b).logicalNot() : a.eq(b);
  }

  private static Tensor isInfinite(NodeCall call) {
    Tensor x = call.tensor(0);
    Tensor up = x.eq(Double.POSITIVE_INFINITY);
    Tensor down = x.eq(Double.NEGATIVE_INFINITY);
    boolean positive = call.flag("detect_positive", true);
    boolean negative = call.flag("detect_negative", true);
    if (positive && negative) {
      return up.logicalOr(down);
    }
    return positive ? up : negative ? down : Tensor.zeros(ElementType.BOOL, x.shape());
  }

  private static List<OnnxValue> choice(NodeCall call) {
    Tensor chosen = call.tensor(1).where(call.tensor(0), call.tensor(2));
    return List.of(OnnxValue.of(call.type(1), chosen));
  }
}
