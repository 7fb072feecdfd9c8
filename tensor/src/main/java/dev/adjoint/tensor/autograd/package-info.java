/// The engine behind `backward()`: how operations become a graph, and how gradients go back through
/// it. It knows no operation; an operation gives its derivative in an [dev.adjoint.tensor.Applied],
/// and that is all the engine calls.
///
/// Read in this order:
///
/// 1. [GraphNode]: how a tracked tensor was computed. [Nodes] finds the node of a tensor, through
///    [NodeAccess].
/// 2. [Application]: applies an operation and makes its node.
/// 3. [Backward]: one backward pass over the nodes that [NodeTable] finds. The gradient of a
///    parameter ends in its [GradientSlot].
/// 4. [ThreadContext]: what holds for a thread while it computes. [ApplicationListener] and
///    [SpanListener] observe it, [FiniteCheck] checks it.
/// 5. [RecordingGate]: which work may be recorded and replayed.
/// 6. [GradientHookOp]: the identity with a hook on its gradient.
///
/// The package is not exported.
@NullMarked
package dev.adjoint.tensor.autograd;

import org.jspecify.annotations.NullMarked;
