/// Why a number of a training step is what it is: the sum of products that makes it, with two
/// seals.
///
/// [Element] is the address of a number, [Why] answers with an [Expansion]: a [TermSum] for each
/// operation that contributes, whose [Products] are a list of [Term]s with two [Factor]s each. The
/// [WhatIf] changes a number and compares the promise of the gradient with what really happens. The
/// seals are [NumericSeal] and [ReplaySeal]. [WhyText] writes an expansion for a terminal,
/// [TermFile] its terms as CSV, [WhyMap] all of it for JSON.
@NullMarked
package dev.adjoint.explain.why;

import org.jspecify.annotations.NullMarked;
