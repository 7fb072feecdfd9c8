/// One step of an optimizer over many parameters.
///
/// A `StepCall` applies an `UpdateProgram`, a formula from the caller. `FloatUpdate` and
/// `DoubleUpdate` define how it runs; `ScalarUpdate` selects the code by element type;
/// `FusedUpdate` lists the programs for which `VectorUpdate` has its own vector loop.
/// `SquaredNormCall` computes the norm for gradient clipping.
@NullMarked
package dev.adjoint.kernel.update;

import org.jspecify.annotations.NullMarked;
