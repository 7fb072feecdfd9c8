/// What the operators of ONNX compute, written with operations of tensors, so that gradients go
/// through them.
///
/// [OperatorTable] finds an operator by its domain and name. Each family has a file with one row
/// for each operator. A row gets a [NodeCall]: the node, the version of the operators, the inputs
/// as [OnnxValue]s and the pass. It answers with the outputs. What cannot be computed ends in an
/// [OperatorException] that names the node, the operator and the reason.
@NullMarked
package dev.adjoint.onnx.operator;

import org.jspecify.annotations.NullMarked;
