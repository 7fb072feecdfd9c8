/// One training step as data, taken from running it.
///
/// [StepTrace] runs a step and holds everything that was computed: each [TracedValue] with its
/// [Role], each [TracedOperation] of the forward pass, each [Visit] of the backward pass, the
/// [Contribution] of each use of a value to its gradient, and each [TracedUpdate]. [OneOperation]
/// applies one operation again and gives rows and columns of its Jacobian. [RunTrace] traces a step
/// of a run in a folder. [StepText] writes a step, [UpdateText] the update of one number.
@NullMarked
package dev.adjoint.explain.trace;

import org.jspecify.annotations.NullMarked;
