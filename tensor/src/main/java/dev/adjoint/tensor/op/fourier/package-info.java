/// The discrete Fourier transform: [FourierOp] on rows of complex numbers, and [Transforms], which
/// composes the transforms of real numbers and of several axes.
@NullMarked
package dev.adjoint.tensor.op.fourier;

import org.jspecify.annotations.NullMarked;
