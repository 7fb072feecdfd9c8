package dev.adjoint.kernel;

import org.jspecify.annotations.Nullable;

/// Two-dimensional convolution and its two derivatives, F32 and F64.
///
/// Throughout, x is `[N, C, H, W]`, the weight `[O, C/groups, KH, KW]` and y `[N, O, OH, OW]`, all
/// in C order. Output channel o of group `o / (O/groups)` sees the channels of that group; c counts
/// within the group. [Convolution] says which element of x meets which of the weight.
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
/// 65,000. Elements of a tile share their intermediate values. So an infinity or a NaN can make NaN
/// of all results whose tile sees it, up to five rows and columns away, and of all taps of the
/// weights that meet its channel; and small results beside very large ones are less exact. Where
/// that matters, the system property `adjoint.convolution=direct` makes all convolutions take the
/// direct way. F64 always does.
///
/// **Depthwise.** With one channel in each of at least 8 groups and at most 4 outputs for each, a
/// kernel of 3×3 and a stride of 1, or of 2 without dilation, in both directions, the gradient for
/// the weight is summed up over columns as [#convolutionWeight] says, in F32 and F64.
public sealed interface ConvolutionKernels permits Kernels {

  /// The runs of images that [#convolutionWeight] sums up for themselves, at most.
  int RUNS = 8;

  /// `y[n, o, oh, ow] = Σ w[o, c, kh, kw] · x[n, c, …, …]`, plus `bias[o]` where there is one.
  ///
  /// On the direct way, each element is one chain of fused multiply–adds in the order of (c, kh,
  /// kw) from +0; the bias is added to its end.
  void convolution(Convolution how, View x, View weight, @Nullable View bias, View y);

  /// The gradient for x, `dx[n, c, h, w] = Σ w[o, c, kh, kw] · g[n, o, oh, ow]` over the places
  /// where the kernel covered (h, w); g has the sizes of y.
  ///
  /// On the direct way, each element is one chain in the order of (o, kh, kw) from +0, over those
  /// kh and kw for which the stride divides `h + top − kh·dilation` and `w + left − kw·dilation`; g
  /// is zero outside.
  void convolutionData(Convolution how, View g, View weight, View dx);

  /// The gradient for the weight, `dw[o, c, kh, kw] = Σ g[n, o, oh, ow] · x[n, c, …, …]`.
  ///
  /// On the direct way, the images are cut into runs of `⌈N / RUNS⌉`. Each run is one chain in the
  /// order of (n, oh, ow) from +0, and the runs are added up from the first to the last.
  ///
  /// Depthwise, there are 16 sums instead, each a chain from +0 over the columns ow that leave the
  /// same remainder when divided by 16, in the order of (n, oh mod dilation, ow / 16, oh), and half
  /// of them are added to the other half, those 8 apart, then 4, 2 and 1.
  void convolutionWeight(Convolution how, View g, View x, View dw);
}
