/// Maximum and average over windows of an image.
///
/// `ScalarMaxPool` and `ScalarAveragePool` choose by element type between the `Float` and `Double`
/// definitions; `VectorMaxPool` (`VectorHalvedMaxPool` for adjacent windows of 2×2) and
/// `VectorAveragePool` compute F32 on vectors.
///
/// All views are in C order: inputs `[planes, height, width]`, results `[planes, outHeight,
/// outWidth]`; F32 and F64.
@NullMarked
package dev.adjoint.kernel.pooling;

import org.jspecify.annotations.NullMarked;
