/// Operations on each element by itself.
///
/// Read first: [UnaryOp] and [BinaryOp], whose constants hold a kernel function and its derivative;
/// then [CompareOp], [WhereOp], [CastOp]. [Curvature] has second derivatives of activation
/// functions, [PreluWeight] the shape rule of the weight of `prelu`.
@NullMarked
package dev.adjoint.tensor.op.elementwise;

import org.jspecify.annotations.NullMarked;
