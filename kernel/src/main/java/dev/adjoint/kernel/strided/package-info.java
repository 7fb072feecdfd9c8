/// Loops over operands whose axes are strided, permuted or broadcast.
///
/// `Nest` merges the axes of several operands into as few loops as possible. `Elementwise` uses it
/// to turn operands into runs of stride 1, which the families `elementwise` and `softmax` process.
/// `Copying` copies, adds and fills; `Casting` copies a run between two element types;
/// `TransposedCopy` copies transposed matrices tile by tile; `DrawnNumbers` fills memory with drawn
/// numbers; `LeadingAxes` counts through the leading axes of a matrix.
@NullMarked
package dev.adjoint.kernel.strided;

import org.jspecify.annotations.NullMarked;
