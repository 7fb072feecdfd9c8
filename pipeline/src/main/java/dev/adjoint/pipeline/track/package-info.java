/// Trainings told to MLflow: [MlflowListener] sends the course of a run to an [MlflowStore], which
/// is an [MlflowServer] or an [MlflowFolder].
///
/// Nothing is sent anywhere unless a program asks for it with an address.
@NullMarked
package dev.adjoint.pipeline.track;

import org.jspecify.annotations.NullMarked;
