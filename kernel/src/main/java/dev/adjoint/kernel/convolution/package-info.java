/// Convolution and its two derivatives.
///
/// `ConvolutionSizes` holds the sizes and strides of a call. `DirectConvolution` is the definition,
/// on stretches of numbers called `ConvolutionRow`. `VectorTiledConvolution` computes it on tiles
/// of registers (`VectorConvolutionTiles`) over images laid out by `VectorConvolutionGrid`;
/// `VectorTiledConvolutionWeight` computes the gradient for the weight
/// (`VectorConvolutionWeightTiles`, `VectorNarrowWeightTiles`). The packages `winograd` and
/// `depthwise` hold the other two algorithms.
///
/// Two-dimensional convolution and its two derivatives, F32 and F64.
///
/// Throughout, x is `[N, C, H, W]`, the weight `[O, C/groups, KH, KW]` and y `[N, O, OH, OW]`, all
/// in C order. Output channel o of group `o / (O/groups)` sees the channels of that group; c counts
/// within the group. `Convolution` says which element of x meets which of the weight.
///
/// The three functions are closed under differentiation: the derivatives of each are the other two.
///
/// **Zeros outside take part** like any other element: an infinite weight that meets padding gives
/// NaN, as it does when x is padded first.
///
/// **The short way.** F32 convolutions of 3×3 and their gradients are not computed by their
/// definition but as `Winograd` says, with a quarter of the multiplications, where all of this
/// holds: stride, dilation and groups are 1; the padding on top and on the left is at most 2; there
/// are at least 32 channels and 32 outputs; tiles of 4×4 that cover the result (y, or dx) are at
/// least 32 over all images and have at most twice its elements. The gradient for the weight is, on
/// the same conditions for y, from 16 channels and 16 outputs on. So it is a matter of the sizes
/// alone.
///
/// Its rounding error, against a computation in F64, is about twice that of the direct way: with
/// normally distributed inputs, the root of the mean square is 6e-7 of that of the results with 32
/// channels and 8e-7 with 64 (directly 3e-7 and 4e-7), the largest among a million 9e-6 (5e-6).
/// That of the gradient for the weight is 6e-7 to 8e-7 whatever the sizes, as sums are taken in
/// blocks; directly it grows with the elements of y in a channel, from 3e-7 for 2,000 to 16e-7 for
/// 65,000.
///
/// Elements of a tile share their intermediate values. Tiles whose numbers are not finite or differ
/// too much in size are therefore computed directly, as `DirectTiles` and `DirectWeightTiles` say,
/// so that the error of each result is relative to its own window, NaN and infinities reach only
/// the results that see them, and sums of products that are not negative are not negative. Which
/// tiles these are is a matter of the data alone. The system property `adjoint.convolution=direct`
/// makes all convolutions direct. F64 always is.
///
/// **Depthwise.** With one channel in each of at least 8 groups and at most 4 outputs for each, a
/// kernel of 3×3 and a stride of 1, or of 2 without dilation, in both directions, the gradient for
/// the weight is summed up over columns as `ConvolutionWeightCall` says, in F32 and F64.
@NullMarked
package dev.adjoint.kernel.convolution;

import org.jspecify.annotations.NullMarked;
