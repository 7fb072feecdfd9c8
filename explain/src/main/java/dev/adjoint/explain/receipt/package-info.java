/// Checks an explanation without the engine: everything that a document of `adjoint explain --json`
/// claims is computed again from its factors.
///
/// [ReceiptCheck] is the check, `Claims` reads a document, `StatedOrder` has the orders of
/// rounding, written a second time. This package uses only the JDK, which the architecture test
/// enforces, so a mistake of the engine cannot affect the check.
@NullMarked
package dev.adjoint.explain.receipt;

import org.jspecify.annotations.NullMarked;
