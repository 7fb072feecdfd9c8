/// Gradient descent on a function of a few variables, step by step.
///
/// - [Formula]: a function written as text. It computes with tensors and is therefore
///   differentiable.
/// - [KnownFunction]: the usual test functions for optimizers.
/// - [Descent]: the path of an update rule; [DescentPictures] draws several side by side.
@NullMarked
package dev.adjoint.explain.descent;

import org.jspecify.annotations.NullMarked;
