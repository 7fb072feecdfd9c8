/// ONNX Runtime on the workloads without training, with Adjoint's own networks as ONNX files.
///
/// - [OnnxRuntime] is the program, and opens the files.
/// - [RowInference], [BatchInference] and [TextReading] are what is measured.
@NullMarked
package dev.adjoint.peers.onnxruntime;

import org.jspecify.annotations.NullMarked;
