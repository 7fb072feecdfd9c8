/// The exponential functions along an axis that are computed without overflow: [SoftmaxOp],
/// [LogSoftmaxOp], [LogsumexpOp], and [CrossEntropyOp] with its gradient.
@NullMarked
package dev.adjoint.tensor.op.softmax;

import org.jspecify.annotations.NullMarked;
