/// A worked lesson as data.
///
/// A section writes on a [Sheet], which collects [Part]s and finds texts in [LessonWords]. The
/// parts of a lesson form a [Working]. A [Check] is a [Quantity] with the number that the lesson
/// states, a [Derivative] with its numeric value ([Numeric]), or a [Claim].
@NullMarked
package dev.adjoint.explain.lesson.working;

import org.jspecify.annotations.NullMarked;
