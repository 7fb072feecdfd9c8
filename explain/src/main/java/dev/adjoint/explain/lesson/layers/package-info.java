/// Lesson 2: losses, numerical differentiation, gradient descent, and layers with a forward and a
/// backward pass.
///
/// Sections in order: [Losses], [NumericalDerivative], [NetGradient], [Descents], [Iterations],
/// [Purchase], [HandLayers], [DigitsTraining].
@NullMarked
package dev.adjoint.explain.lesson.layers;

import org.jspecify.annotations.NullMarked;
