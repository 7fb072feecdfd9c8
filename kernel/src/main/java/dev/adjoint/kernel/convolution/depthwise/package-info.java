/// Convolution in which each channel has weights of its own.
///
/// `Depthwise` decides by shape where it is used. `ScalarDepthwise` is the definition of the
/// gradient for the weight; forward and the gradient for the input are those of the direct
/// convolution. `DepthwiseConvolution` and `DepthwiseWeight` work plane by plane
/// (`DepthwisePlanes`) on the tiles of `VectorDepthwiseTiles`, `VectorDepthwiseSpreadTiles` and
/// `VectorDepthwiseWeightTiles`.
@NullMarked
package dev.adjoint.kernel.convolution.depthwise;

import org.jspecify.annotations.NullMarked;
