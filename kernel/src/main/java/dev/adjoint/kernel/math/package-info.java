/// Mathematical functions that give the same bits on every processor.
///
/// `FloatMath` and `DoubleMath` are the definition of exp, log, tanh, erf, sine and their like, as
/// polynomials of our own. `VectorExp`, `VectorLog`, `VectorAngle` and `VectorErf` compute those of
/// F32 on vectors, with equal bits.
@NullMarked
package dev.adjoint.kernel.math;

import org.jspecify.annotations.NullMarked;
