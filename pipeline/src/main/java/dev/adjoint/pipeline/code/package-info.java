/// Trained models as Java source that needs no library, [JavaExport], and the preparation of their
/// inputs as a part of a graph of ONNX, [OnnxPreparation], whose nodes `PreparationNodes` adds.
///
/// Inside: `LayerCode` writes the statements of a network and collects its weights,
/// `PreparationCode` those that turn cells or pixels into inputs, `JavaFunctions` the functions
/// that they call, from the resource `functions.txt`.
@NullMarked
package dev.adjoint.pipeline.code;

import org.jspecify.annotations.NullMarked;
