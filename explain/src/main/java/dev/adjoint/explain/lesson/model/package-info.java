/// Classes that several lessons use: [SmallNet], the network of lessons 1, 3 and 5, and
/// [GradientDescent], a path of gradient descent.
@NullMarked
package dev.adjoint.explain.lesson.model;

import org.jspecify.annotations.NullMarked;
