/// Activation functions with numbers of their own; those without are in
/// [dev.adjoint.nn.Activation].
///
/// - [Hardtanh], [Hardshrink], [Softshrink], [Threshold], [Softplus], [Celu], [RRelu]: element by
///   element.
/// - [LogSoftmax], [Softmin]: along an axis. `Softmax2d` of PyTorch is `new Softmax(-3)`.
/// - [Glu], [SwiGlu]: one half of an axis gates the other.
@NullMarked
package dev.adjoint.nn.activation;

import org.jspecify.annotations.NullMarked;
