/// Where the fall of the loss in one step comes from.
///
/// A [Ledger] says for each parameter what its change promised and what curvature took back, and
/// compares both with the real change. [AlongStep] checks the two sums by differences of the loss.
/// [LedgerReport] writes a ledger as a document, with the length of the step, its curvature and the
/// noise of its batch in sentences.
@NullMarked
package dev.adjoint.explain.ledger;

import org.jspecify.annotations.NullMarked;
