/// The models that a server answers with.
///
/// - [dev.adjoint.serve.model.Models] holds them by name and version, and loads a run that replaces
///   an earlier one.
/// - [dev.adjoint.serve.model.ServedModel] is one of them; its [dev.adjoint.serve.model.Batcher]
///   computes the samples of several requests together.
@NullMarked
package dev.adjoint.serve.model;

import org.jspecify.annotations.NullMarked;
