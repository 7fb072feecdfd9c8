/// Lesson 3: gradient descent and the flow of the error signal.
///
/// Sections in order: [LongDescent], [Roles], [ChainRule], [ErrorSignal].
@NullMarked
package dev.adjoint.explain.lesson.signal;

import org.jspecify.annotations.NullMarked;
