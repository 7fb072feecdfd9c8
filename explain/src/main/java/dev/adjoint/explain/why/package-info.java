/// The sum of products that makes a number of a training step, with two checks, called seals.
///
/// [Element] is the address of a number, [Why] answers with an [Expansion]: a [TermSum] for each
/// operation that contributes, whose [Products] are a list of [Term]s with two [Factor]s each.
/// [WhatIf] changes a number and compares the change that the gradient predicts with the real one.
/// The seals are [NumericSeal] and [ReplaySeal]. [WhyReport] writes an expansion as a document,
/// [WhyText] for a terminal, [TermFile] its terms as CSV, [WhyMap] all of it for JSON.
@NullMarked
package dev.adjoint.explain.why;

import org.jspecify.annotations.NullMarked;
