/// Lesson 5: backpropagation of a multilayer perceptron in matrices.
///
/// Sections in order: [MatrixPerceptron], [LinearLayers].
@NullMarked
package dev.adjoint.explain.lesson.matrices;

import org.jspecify.annotations.NullMarked;
