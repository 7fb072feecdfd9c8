package dev.adjoint.kernel.convolution.depthwise;

import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.convolution.direct.ConvolutionSizes;

/// Which convolutions are computed channel by channel: those with a kernel of 3×3 and one channel
/// in each group.
public final class Depthwise {
  /// The number of partial sums for each weight's gradient. They are added in the same order as
  /// those of `Reduction`.
  static final int LANES = 16;

  /// With more outputs for each channel, the tiles of a matrix product are full.
  private static final int OUTPUTS = 4;

  /// With fewer groups, there are too few weights to share their gradients among threads.
  private static final int GROUPS = 8;

  private Depthwise() {}

  /// Whether y is computed channel by channel. The definition is the same in both cases.
  public static boolean forward(ConvolutionSizes s) {
    return suits(s);
  }

  /// Whether dx is computed channel by channel. The definition is the same in both cases.
  public static boolean data(ConvolutionSizes s) {
    boolean spreads = s.how().strideHeight() == 2;
    return suits(s) && s.outputs() == 1 && (!spreads || s.how().left() % 2 == 1);
  }

  /// Whether dw is summed as the package `convolution` says of depthwise convolutions, F32 or F64.
  public static boolean weight(ConvolutionSizes s) {
    return suits(s) && s.groups() >= GROUPS;
  }

  private static boolean suits(ConvolutionSizes s) {
    Convolution how = s.how();
    int stride = how.strideHeight();
    return s.channels() == 1
        && s.outputs() <= OUTPUTS
        && s.kernelHeight() == 3
        && s.kernelWidth() == 3
        && how.strideWidth() == stride
        && (stride == 1 || (stride == 2 && how.dilationHeight() * how.dilationWidth() == 1))
        && how.left() <= VectorDepthwiseTiles.REACH / 4
        && how.dilationWidth() <= VectorDepthwiseTiles.REACH / 4;
  }
}
