/// Scaled dot-product attention: [AttentionOp], and [SelfAttentionOp], which takes query, key and
/// value from one projection. [AttentionFormula] has the gradients composed of tensor operations,
/// for higher orders.
@NullMarked
package dev.adjoint.tensor.op.attention;

import org.jspecify.annotations.NullMarked;
