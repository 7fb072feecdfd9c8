/// The five lessons: worked examples. The library computes and checks every number.
///
/// - [Lesson] names the lessons; [Lesson#run] computes one.
/// - `lesson.working` represents a worked lesson as data; `lesson.text` formats it for a terminal.
/// - `lesson.byhand`, `layers`, `signal`, `automatic` and `matrices` hold the sections of lessons 1
///   to 5. A section is a class with one method that writes on a sheet.
/// - `lesson.model` holds the classes that several lessons use.
@NullMarked
package dev.adjoint.explain.lesson;

import org.jspecify.annotations.NullMarked;
