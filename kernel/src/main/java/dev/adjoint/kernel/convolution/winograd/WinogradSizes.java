package dev.adjoint.kernel.convolution.winograd;

import dev.adjoint.kernel.convolution.direct.ConvolutionSizes;

/// A convolution that is computed by [Winograd], or its gradient for the image treated as a
/// convolution: the sizes and the offsets.
///
/// The gradient is a convolution of g with the kernels rotated by 180°, channels and outputs
/// exchanged.
///
/// @param top rows of zeros above the input
/// @param left columns of zeros before the input
/// @param weightRow the distance from the weights of one output to those of the next
/// @param weightChannel the distance from the weights of one channel to those of the next
/// @param turned whether tap t of a kernel is the weight 8 − t
public record WinogradSizes(
    int images,
    int channels,
    int height,
    int width,
    int outputs,
    int outHeight,
    int outWidth,
    int top,
    int left,
    int weightRow,
    int weightChannel,
    boolean turned) {

  public static WinogradSizes forward(ConvolutionSizes s) {
    return new WinogradSizes(
        s.images(),
        s.channels(),
        s.height(),
        s.width(),
        s.outputs(),
        s.outHeight(),
        s.outWidth(),
        s.how().top(),
        s.how().left(),
        s.depth(),
        s.taps(),
        false);
  }

  public static WinogradSizes data(ConvolutionSizes s) {
    return new WinogradSizes(
        s.images(),
        s.outputs(),
        s.outHeight(),
        s.outWidth(),
        s.channels(),
        s.height(),
        s.width(),
        2 - s.how().top(),
        2 - s.how().left(),
        s.taps(),
        s.depth(),
        true);
  }

  /// The kernels.
  public WinogradKernels kernels() {
    return new WinogradKernels(outputs, channels, weightRow, weightChannel, turned);
  }

  int area() {
    return height * width;
  }

  int outArea() {
    return outHeight * outWidth;
  }

  /// The number of tiles of a row, and the number of rows of tiles.
  int across() {
    return Winograd.tiles(outWidth);
  }

  int down() {
    return Winograd.tiles(outHeight);
  }

  /// The offset of tap `t` of the kernel from channel `c` to output `o`.
  int weightAt(int o, int c, int t) {
    return o * weightRow + c * weightChannel + (turned ? 8 - t : t);
  }
}
