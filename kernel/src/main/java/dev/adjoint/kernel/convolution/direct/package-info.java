/// Convolution without a matrix of patches: each output is summed directly over its window.
///
/// - `DirectConvolution` is the scalar definition; `ConvolutionSizes` and `ConvolutionRow` say
///   which elements a window covers.
/// - `TiledConvolution` and `VectorTiledConvolutionWeight` compute it, and its gradient for the
///   weights, with the Vector API in tiles of registers.
@NullMarked
package dev.adjoint.kernel.convolution.direct;

import org.jspecify.annotations.NullMarked;
