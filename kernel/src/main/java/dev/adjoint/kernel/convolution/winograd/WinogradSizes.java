package dev.adjoint.kernel.convolution.winograd;

import dev.adjoint.kernel.convolution.direct.ConvolutionSizes;

/// A convolution that takes the way of [Winograd], or its gradient for the image seen as one: the
/// sizes, and where things lie.
///
/// The gradient is a convolution of g with the kernels turned by half a circle, channels and
/// outputs exchanged.
///
/// @param top rows of zeros above what is read
/// @param left columns of zeros before it
/// @param weightRow from the weights of one output to those of the next
/// @param weightChannel from the weights of one channel to those of the next
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

  int area() {
    return height * width;
  }

  int outArea() {
    return outHeight * outWidth;
  }

  /// The tiles of a row, and the rows of tiles.
  int across() {
    return Winograd.tiles(outWidth);
  }

  int down() {
    return Winograd.tiles(outHeight);
  }

  /// Where tap `t` of the kernel from channel `c` to output `o` lies.
  int weightAt(int o, int c, int t) {
    return o * weightRow + c * weightChannel + (turned ? 8 - t : t);
  }
}
