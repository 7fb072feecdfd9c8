/// Networks in ONNX files as layers: [OnnxModel] reads a file, runs and trains it, and writes it
/// again. What its operators compute is in the package `operator`.
@NullMarked
package dev.adjoint.onnx;

import org.jspecify.annotations.NullMarked;
