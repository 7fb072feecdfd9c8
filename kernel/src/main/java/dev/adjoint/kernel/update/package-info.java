/// One step of an optimizer over many parameters.
///
/// `FloatUpdate` and `DoubleUpdate` are the definition, `ScalarUpdate` chooses by element type,
/// `VectorUpdate` computes F32 on vectors.
@NullMarked
package dev.adjoint.kernel.update;

import org.jspecify.annotations.NullMarked;
