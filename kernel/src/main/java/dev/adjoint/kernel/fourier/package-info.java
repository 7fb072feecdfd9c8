/// The discrete Fourier transform of rows of complex numbers, which are stored as pairs.
///
/// `FourierCall` applies a `Plan` to each row; `Plans` keeps the last ones. A plan holds the roots
/// of unity of one length and splits it into its prime factors; `Chirp` takes lengths with a large
/// prime factor.
@NullMarked
package dev.adjoint.kernel.fourier;

import org.jspecify.annotations.NullMarked;
