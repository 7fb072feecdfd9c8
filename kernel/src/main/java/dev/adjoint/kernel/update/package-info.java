/// One step of an optimizer over many parameters.
///
/// A `StepCall` applies a formula that the caller gives, an `UpdateProgram`. `FloatUpdate` and
/// `DoubleUpdate` run it, the definition; `ScalarUpdate` chooses by element type; `FusedUpdate`
/// lists the programs for which `VectorUpdate` has a loop of its own on vectors. `SquaredNormCall`
/// is for the clipping of gradients.
@NullMarked
package dev.adjoint.kernel.update;

import org.jspecify.annotations.NullMarked;
