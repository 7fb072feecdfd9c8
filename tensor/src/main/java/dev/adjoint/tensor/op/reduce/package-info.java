/// Operations that combine the elements along axes.
///
/// Read first: [ReducedAxes], which they all share, and [SumOp]; then [ExtremeOp], [ArgExtremeOp],
/// [VarianceOp], [AnyAllOp], [ProdOp] with [ProductOfOthersOp]. [CumsumOp] and [CumprodOp] keep the
/// axis. [VectorNorm] is composed of other operations.
@NullMarked
package dev.adjoint.tensor.op.reduce;

import org.jspecify.annotations.NullMarked;
