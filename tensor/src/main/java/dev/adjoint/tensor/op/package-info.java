/// The operations, one file each, with one package for each family: `elementwise`, `reduce`,
/// `softmax`, `index`, `movement`, `matmul`, `linalg`, `fourier`, `convolution`, `pooling`,
/// `normalization`, `attention`, `recurrent`. The kernels, the rows of the gradient check and the
/// parity tests use the same names.
///
/// A file contains the formula, the shape rule, one kernel call for the value, and the derivative
/// for each input. The derivative is written with tensor operations, so that derivatives of any
/// order exist. An operation's class ends in `Op`; other classes here are shared by several
/// operations, or are functions composed of operations. [Runs] is the array layout that most
/// kernels use.
@NullMarked
package dev.adjoint.tensor.op;

import org.jspecify.annotations.NullMarked;
