/// The same elements in another arrangement, without copying where strides can express it.
///
/// Read first: [ReshapeOp], [PermuteOp], [ExpandOp]; then [WindowOp] with [SliceOp] and
/// [DiagonalOp], whose transpose is [EmbedOp]; then [FlipOp], [ConcatOp], [PadOp], [TriangleOp].
@NullMarked
package dev.adjoint.tensor.op.movement;

import org.jspecify.annotations.NullMarked;
