/// The operations, one file each, in a package for each family: `elementwise`, `reduce`, `softmax`,
/// `index`, `movement`, `matmul`, `convolution`, `pooling`, `normalization`, `attention`,
/// `recurrent`. The kernels, the rows of the gradient check and the parity tests use the same
/// words.
///
/// A file has the formula and the derivative for each input, the shape rule, one kernel call for
/// the value, and the derivative written with tensor operations, so that derivatives of any order
/// follow. An operation's class ends in `Op`; other classes here are what several operations share,
/// or functions composed of operations. [Runs] is the layout in which most kernels see an array.
@NullMarked
package dev.adjoint.tensor.op;

import org.jspecify.annotations.NullMarked;
