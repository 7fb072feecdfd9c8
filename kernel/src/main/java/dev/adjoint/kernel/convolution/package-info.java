/// Convolution and its two derivatives.
///
/// `ConvolutionSizes` holds the sizes and strides of a call. `DirectConvolution` is the definition,
/// on stretches of numbers called `ConvolutionRow`. `VectorTiledConvolution` computes it on tiles
/// of registers (`VectorConvolutionTiles`) over images laid out by `VectorConvolutionGrid`;
/// `VectorTiledConvolutionWeight` computes the gradient for the weight
/// (`VectorConvolutionWeightTiles`, `VectorNarrowWeightTiles`). The packages `winograd` and
/// `depthwise` hold the other two algorithms.
@NullMarked
package dev.adjoint.kernel.convolution;

import org.jspecify.annotations.NullMarked;
