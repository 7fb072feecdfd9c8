/// Lesson 4: the same by automatic differentiation.
///
/// Sections in their order: [TwoWeights], [OwnModel].
@NullMarked
package dev.adjoint.explain.lesson.automatic;

import org.jspecify.annotations.NullMarked;
