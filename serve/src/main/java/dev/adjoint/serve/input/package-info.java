/// What a model reads and how it is sent in requests: one [dev.adjoint.serve.input.ServedInput] for
/// each kind of preprocessing, found by [dev.adjoint.serve.input.InputKinds].
///
/// [dev.adjoint.serve.input.TensorSpec] describes a tensor that the Open Inference Protocol takes,
/// [dev.adjoint.serve.input.TensorData] is one that was sent.
@NullMarked
package dev.adjoint.serve.input;

import org.jspecify.annotations.NullMarked;
