/// Normalization by mean and variance: [LayerNormOp], [BatchNormOp], and [BatchNormGivenOp] for
/// given statistics. [Epsilon] checks the range of ε.
@NullMarked
package dev.adjoint.tensor.op.normalization;

import org.jspecify.annotations.NullMarked;
