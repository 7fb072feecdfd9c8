/// ONNX's own tests of its operators, run on this library: [NodeTests] runs them, [OnnxPage] writes
/// the page of operators with the results.
@NullMarked
package dev.adjoint.bench.onnx;

import org.jspecify.annotations.NullMarked;
