/// Elements chosen by indices, and sums into chosen elements.
///
/// Read first: [Indices], the checks that all of them share; then [IndexSelectOp] with its
/// transpose [IndexSumOp], [GatherOp] with its transpose [ScatterSumOp], and [ArgsortOp].
@NullMarked
package dev.adjoint.tensor.op.index;

import org.jspecify.annotations.NullMarked;
