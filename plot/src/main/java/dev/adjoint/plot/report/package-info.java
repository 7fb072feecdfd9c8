/// Reports: one HTML file with text, tables and pictures that needs no other file.
///
/// - [Report] has a title and [Section]s and is written as HTML; [Block] is the closed set of the
///   parts of a section.
@NullMarked
package dev.adjoint.plot.report;

import org.jspecify.annotations.NullMarked;
