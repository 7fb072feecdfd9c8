/// Lesson 4: the same computations by automatic differentiation.
///
/// Sections in order: [TwoWeights], [UserModel].
@NullMarked
package dev.adjoint.explain.lesson.automatic;

import org.jspecify.annotations.NullMarked;
