/// One training step as data, recorded while it runs.
///
/// [StepTrace] runs a step and holds everything that was computed: each [TracedValue] with its
/// [Role], each [TracedOperation] of the forward pass, each [Visit] of the backward pass, the
/// [Contribution] of each use of a value to its gradient, and each [TracedUpdate]. [OneOperation]
/// applies one operation again and gives rows and columns of its Jacobian. [RunTrace] traces a step
/// of a run in a folder. [StepReport] writes a step as a document, [StepText] for a terminal,
/// [UpdateText] the update of one number.
@NullMarked
package dev.adjoint.explain.trace;

import org.jspecify.annotations.NullMarked;
