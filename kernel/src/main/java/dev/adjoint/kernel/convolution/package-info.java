/// Convolution and its two derivatives.
///
/// `ConvolutionSizes` holds the sizes and strides of a call. `DirectConvolution` is the definition,
/// on stretches of numbers called `ConvolutionRow`. `TiledConvolution` computes it on tiles of
/// registers (`VectorConvolutionTiles`) over images in the layout of `ConvolutionGrid`, into which
/// `VectorGridCopy` copies them. `VectorTiledConvolutionWeight` computes the gradient for the
/// weight (`VectorConvolutionWeightTiles`, `VectorNarrowWeightTiles`). The packages `winograd` and
/// `depthwise` hold the other two algorithms, and `epilogue` what follows a convolution in the same
/// call.
///
/// The convolutions are two-dimensional, in F32 and F64. Throughout, x is `[N, C, H, W]`, the
/// weight `[O, C/groups, KH, KW]` and y `[N, O, OH, OW]`, all in C order. Output channel o belongs
/// to group `o / (O/groups)` and reads the channels of that group; c counts within the group.
/// `Convolution` says which element of x is multiplied by which element of the weight.
///
/// The three functions are closed under differentiation: the derivatives of each are the other two.
///
/// **Padding zeros are multiplied** like any other element: an infinite weight times a padding zero
/// gives NaN, as it does when x is padded first.
///
/// **Winograd's algorithm.** F32 convolutions of 3×3 and their gradients are not computed by their
/// definition but by the algorithm in `Winograd`, with a quarter of the multiplications, if all of
/// these conditions hold: stride, dilation and groups are 1; the padding on top and on the left is
/// at most 2; there are at least 32 channels and 32 outputs; the tiles of 4×4 that cover the result
/// (y, or dx) are at least 32 over all images and have at most twice its elements. The gradient for
/// the weight uses it on the same conditions for y, but from 16 channels and 16 outputs on. So the
/// choice depends on the sizes alone.
///
/// Its rounding error, against a computation in F64, is about twice that of the direct algorithm.
/// With normally distributed inputs, the root of the mean square is 6e-7 of that of the results
/// with 32 channels and 8e-7 with 64 (direct: 3e-7 and 4e-7). The largest error among a million is
/// 9e-6 (direct: 5e-6). The error of the gradient for the weight is 6e-7 to 8e-7 for all sizes,
/// because sums are taken in blocks. In the direct algorithm it grows with the number of elements
/// of y in a channel, from 3e-7 for 2,000 to 16e-7 for 65,000.
///
/// Elements of a tile share their intermediate values. Therefore tiles whose numbers are not finite
/// or differ too much in size are computed directly, as `DirectTiles` and `DirectWeightTiles` say.
/// So the error of each result is relative to its own window, NaN and infinities reach only the
/// results whose windows contain them, and sums of products that are not negative are not negative.
/// The choice of these tiles depends on the data alone. The system property
/// `adjoint.convolution=direct` makes all convolutions direct. F64 convolutions are always direct.
///
/// **Depthwise.** The gradient for the weight is summed over columns as `ConvolutionWeightCall`
/// says, in F32 and F64, if all of these conditions hold: there are at least 8 groups; each group
/// has one channel and at most 4 outputs; the kernel is 3×3; the stride is 1, or 2 without
/// dilation, in both directions.
@NullMarked
package dev.adjoint.kernel.convolution;

import org.jspecify.annotations.NullMarked;
