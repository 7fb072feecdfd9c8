/// Operations on each element separately.
///
/// Read first: [UnaryOp] and [BinaryOp], whose constants hold a kernel function and its derivative;
/// then [CompareOp], [WhereOp], [CastOp]. [Curvature] contains the second derivatives of activation
/// functions, [PreluWeight] the shape rule of the weight of `prelu`.
@NullMarked
package dev.adjoint.tensor.op.elementwise;

import org.jspecify.annotations.NullMarked;
