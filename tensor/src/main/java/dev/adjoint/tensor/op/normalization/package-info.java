/// Normalization by mean and variance: [LayerNormOp], [BatchNormOp], and [BatchNormGivenOp] for
/// statistics that come from outside. [Epsilon] has the range of ε.
@NullMarked
package dev.adjoint.tensor.op.normalization;

import org.jspecify.annotations.NullMarked;
