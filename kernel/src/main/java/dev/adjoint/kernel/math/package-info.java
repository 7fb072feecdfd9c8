/// Mathematical functions that give the same bits on every processor.
///
/// `FloatMath` and `DoubleMath` are the definition of exp, log, tanh, erf, sine and similar
/// functions, as polynomials of our own. `VectorExp`, `VectorLog`, `VectorAngle`, `VectorErf` and
/// `VectorTanh` compute the F32 functions on vectors, with equal bits.
@NullMarked
package dev.adjoint.kernel.math;

import org.jspecify.annotations.NullMarked;
