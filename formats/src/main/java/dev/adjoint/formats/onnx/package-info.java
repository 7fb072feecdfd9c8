/// Files of ONNX: networks as graphs of operators, with their weights.
///
/// [OnnxFile] is an open file: a [dev.adjoint.formats.TensorFile] with the weights and an
/// [OnnxDocument], which holds the [OnnxGraph] of [OnnxNode]s. [OnnxWriter] writes a document. The
/// module `dev.adjoint.onnx` defines what the operators compute.
///
/// The field numbers are those of onnx.proto.
@NullMarked
package dev.adjoint.formats.onnx;

import org.jspecify.annotations.NullMarked;
