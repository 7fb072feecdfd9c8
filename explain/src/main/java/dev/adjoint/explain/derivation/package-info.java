/// How a result was computed and how its gradient goes back, made from a
/// [dev.adjoint.tensor.Trace].
///
/// - [TraceGraph] turns a trace into a graph with the value and the gradient on every edge.
/// - [NamedTensor] says what a tensor is called in it; [TensorLabel] writes small tensors in a
///   line.
@NullMarked
package dev.adjoint.explain.derivation;

import org.jspecify.annotations.NullMarked;
