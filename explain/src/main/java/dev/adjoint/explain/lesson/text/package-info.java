/// A worked lesson as lines for a terminal.
///
/// [WorkingText] makes the [TextLine]s; [TextTable], [TensorLines] and [DisplayWidth] align them.
@NullMarked
package dev.adjoint.explain.lesson.text;

import org.jspecify.annotations.NullMarked;
