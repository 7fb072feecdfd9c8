/// The largest element or the mean of each window.
///
/// Read first: [PoolShape], the shape rule; then [MaxPool2dOp] with [MaxPool2dScatterOp] and
/// [MaxPool2dPickOp], and [AvgPool2dOp] with [AvgPool2dSpreadOp].
@NullMarked
package dev.adjoint.tensor.op.pooling;

import org.jspecify.annotations.NullMarked;
