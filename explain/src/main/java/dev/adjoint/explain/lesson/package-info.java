/// The five lessons: worked examples whose every number is computed by the library and checked.
///
/// - [Lesson] names the lessons; [Lesson#run] computes one.
/// - `lesson.working` is what a worked lesson is, as data; `lesson.text` lays it out for a
///   terminal.
/// - `lesson.byhand`, `layers`, `signal`, `automatic` and `matrices` hold the sections of lessons 1
///   to 5. A section is a class with one method that writes on a sheet.
/// - `lesson.model` holds what several lessons share.
@NullMarked
package dev.adjoint.explain.lesson;

import org.jspecify.annotations.NullMarked;
