/// Reports: one HTML file with text, tables and pictures that needs no other file.
///
/// - [Report] has a title and [Section]s and is written as HTML or Markdown; [Block] is the closed
///   set of the parts of a section.
/// - [MathMl] turns a formula in plain text into MathML.
@NullMarked
package dev.adjoint.plot.report;

import org.jspecify.annotations.NullMarked;
