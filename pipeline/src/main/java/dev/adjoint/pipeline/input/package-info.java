/// New samples for a trained model, prepared as the training samples were prepared.
///
/// [dev.adjoint.pipeline.input.InputKind] lists the kinds of preprocessing and finds the
/// [dev.adjoint.pipeline.input.InputReader] for one; the reader gives
/// [dev.adjoint.pipeline.input.Inputs].
@NullMarked
package dev.adjoint.pipeline.input;

import org.jspecify.annotations.NullMarked;
