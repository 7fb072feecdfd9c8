/// Convolution without a matrix of patches: each output is summed directly over its window.
///
/// - `DirectConvolution` is the scalar definition; `ConvolutionSizes` and `ConvolutionRow` say
///   which elements a window covers.
/// - `TiledConvolution` and `VectorTiledConvolutionWeight` compute it, and its gradient for the
///   weights, with the Vector API in tiles of registers. `WeightPanels` holds the weights in the
///   order in which the tiles read them.
/// - `PointwiseConvolution` computes it, and its gradient for the image, for kernels of 1×1, with
///   the tiles of the matrix product. `PixelPanels` holds the pixels in the order in which they
///   read them.
@NullMarked
package dev.adjoint.kernel.convolution.direct;

import org.jspecify.annotations.NullMarked;
