/// Convolution in two dimensions: [Conv2dOp], and its gradients [Conv2dDataOp] and
/// [Conv2dWeightOp], which are operations too, so that derivatives of any order exist.
@NullMarked
package dev.adjoint.tensor.op.convolution;

import org.jspecify.annotations.NullMarked;
