/// Gradient descent on a function of a few variables, step by step.
///
/// - [Formula]: a function typed as text, differentiable because it computes with tensors.
/// - [KnownFunction]: the functions that optimizers are usually tried on.
/// - [Descent]: the path of an update rule; [DescentPictures] draws several side by side.
@NullMarked
package dev.adjoint.explain.descent;

import org.jspecify.annotations.NullMarked;
