/// Selection of elements by index, and sums into elements by index.
///
/// Read first: [Indices], the checks that they share; then [IndexSelectOp] with its transpose
/// [IndexSumOp], [GatherOp] with its transpose [ScatterSumOp], and [ArgsortOp].
@NullMarked
package dev.adjoint.tensor.op.index;

import org.jspecify.annotations.NullMarked;
