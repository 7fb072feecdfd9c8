/// Shows how a result was computed and how its gradient flows back, from a
/// [dev.adjoint.tensor.Trace].
///
/// - [TraceGraph] turns a trace into a graph with the value and the gradient on every edge.
/// - [NamedTensor] gives a tensor its name in the graph; [TensorLabel] writes small tensors in one
///   line.
@NullMarked
package dev.adjoint.explain.derivation;

import org.jspecify.annotations.NullMarked;
