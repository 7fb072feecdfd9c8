/// Convolution in which each channel has its own weights.
///
/// `Depthwise` decides by shape where it is used. `ScalarDepthwise` is the definition of the
/// gradient for the weight. The forward result and the gradient for the input are defined by the
/// direct convolution. `DepthwiseConvolution` and `DepthwiseWeight` work plane by plane
/// (`DepthwisePlanes`) on the tiles of `VectorDepthwiseTiles`, `VectorDepthwiseSpreadTiles` and
/// `VectorDepthwiseWeightTiles`. Channels whose rows fill at most half a vector are computed by
/// `NarrowDepthwise` on `VectorNarrowDepthwiseTiles`, whose lanes are channels.
@NullMarked
package dev.adjoint.kernel.convolution.depthwise;

import org.jspecify.annotations.NullMarked;
