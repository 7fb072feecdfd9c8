/// Explanations as documents in two languages.
///
/// A document is a [dev.adjoint.plot.report.Report], which can be written as HTML and as Markdown;
/// [TerminalText] writes it as lines for a terminal. [Wording] has the texts in English and
/// Chinese; the numbers are put into them, so both languages have the same. [SumColumn] prints
/// numbers so that they add up to their printed sum.
@NullMarked
package dev.adjoint.explain.document;

import org.jspecify.annotations.NullMarked;
