/// Reports: one HTML file with text, tables and pictures that needs nothing beside it.
///
/// - [Report] holds a title and its [Section]s, and becomes HTML; [Block] is the closed set of what
///   a section holds.
@NullMarked
package dev.adjoint.plot.report;

import org.jspecify.annotations.NullMarked;
