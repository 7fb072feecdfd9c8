/// Matrix products: [MatmulOp], [LinearOp], and [Einsum], which turns an [EinsumEquation] into
/// matrix products.
@NullMarked
package dev.adjoint.tensor.op.matmul;

import org.jspecify.annotations.NullMarked;
