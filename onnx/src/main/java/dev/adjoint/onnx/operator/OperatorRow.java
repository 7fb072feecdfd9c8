package dev.adjoint.onnx.operator;

import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/// One row of a family: an operator and what it computes.
///
/// @param domain empty for the operators of ONNX itself
public record OperatorRow(String domain, String name, OnnxOperator operator) {

  /// An operator of ONNX itself with any number of outputs.
  static OperatorRow of(String name, OnnxOperator operator) {
    return new OperatorRow("", name, operator);
  }

  /// An operator with one output of the type of its first input.
  static OperatorRow same(String name, Function<NodeCall, Tensor> formula) {
    return of(name, call -> List.of(OnnxValue.of(call.type(0), formula.apply(call))));
  }

  /// An operator with one output of a fixed type.
  static OperatorRow typed(String name, OnnxType type, Function<NodeCall, Tensor> formula) {
    return of(name, call -> List.of(OnnxValue.of(type, formula.apply(call))));
  }
}
