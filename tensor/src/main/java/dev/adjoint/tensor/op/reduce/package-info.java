/// Operations that combine the elements along axes.
///
/// Read first: [ReducedAxes], which they all share, and [SumOp]; then [ExtremeOp], [ArgExtremeOp],
/// [VarianceOp], [AnyAllOp], [ProdOp]. [CumsumOp] and [CumprodOp] with its gradient [RecurrenceOp]
/// keep the axis. [VectorNorm] is composed of other operations.
@NullMarked
package dev.adjoint.tensor.op.reduce;

import org.jspecify.annotations.NullMarked;
