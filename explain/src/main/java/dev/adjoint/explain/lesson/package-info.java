/// The five lessons: worked examples whose every number is computed by the library and checked.
///
/// - [Lesson] names them; [Lesson#run] computes one and returns its [Working], a list of [Part]s:
///   text, tables of [Quantity] and [Derivative], [Claim]s and figures.
/// - A [Check] is a number that must be what the lesson states, or a derivative that must be what
///   central differences ([Numeric]) measure.
/// - [Words] holds the texts in English and Chinese; [WorkingText] lays a working out in lines for
///   a terminal.
/// - Each section of a lesson is a class with one method that writes on a [Sheet].
@NullMarked
package dev.adjoint.explain.lesson;

import org.jspecify.annotations.NullMarked;
