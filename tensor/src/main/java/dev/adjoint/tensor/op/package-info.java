/// The operations, one file each; small elementwise ones are rows of [PointwiseUnary] and
/// [PointwiseBinary].
///
/// Each file has the formula and the derivative for each input, the shape rule, one kernel call for
/// the value, and the derivative written with tensor operations, so that derivatives of any order
/// follow.
@NullMarked
package dev.adjoint.tensor.op;

import org.jspecify.annotations.NullMarked;
