/// Networks as ONNX files, by tracing what they compute.
///
/// [OnnxExport] runs the model on two batches, one larger than the other. [GraphBuilder] compares
/// the two traces step by step: what is the same in both is constant, what grows with the batch is
/// computed from it in the graph. [ExportTable] has one row for each operation of the library: an
/// [ExportRule], or the reason why there is none. A rule gets a [StepExport] and adds nodes.
@NullMarked
package dev.adjoint.onnx.export;

import org.jspecify.annotations.NullMarked;
