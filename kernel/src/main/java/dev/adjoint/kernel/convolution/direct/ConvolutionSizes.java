package dev.adjoint.kernel.convolution.direct;

import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.View;

/// The sizes of one convolution, and where things lie in its C-ordered arrays. Channels and outputs
/// are counted within a group.
public record ConvolutionSizes(
    Convolution how,
    int images,
    int channels,
    int height,
    int width,
    int outputs,
    int kernelHeight,
    int kernelWidth,
    int outHeight,
    int outWidth) {

  /// The number of runs of images that the gradient for the weight sums separately, at most.
  public static final int RUNS = 8;

  public static ConvolutionSizes of(Convolution how, View x, View weight, View y) {
    return new ConvolutionSizes(
        how,
        x.sizes()[0],
        weight.sizes()[1],
        x.sizes()[2],
        x.sizes()[3],
        weight.sizes()[0] / how.groups(),
        weight.sizes()[2],
        weight.sizes()[3],
        y.sizes()[2],
        y.sizes()[3]);
  }

  public int groups() {
    return how.groups();
  }

  /// The elements of one channel of x.
  int area() {
    return height * width;
  }

  /// The elements of one channel of y.
  public int outArea() {
    return outHeight * outWidth;
  }

  /// The elements of the kernel.
  public int taps() {
    return kernelHeight * kernelWidth;
  }

  /// The weights of one output.
  public int depth() {
    return channels * taps();
  }

  /// The row of x that row `oh` of y meets with row `kh` of the kernel; it may lie outside.
  public int row(int oh, int kh) {
    return oh * how.strideHeight() + kh * how.dilationHeight() - how.top();
  }

  /// The same for columns.
  public int column(int ow, int kw) {
    return ow * how.strideWidth() + kw * how.dilationWidth() - how.left();
  }

  /// Where channel `c` of a group of image `n` begins in x.
  public int channelAt(int n, int group, int c) {
    return ((n * groups() + group) * channels + c) * area();
  }

  /// Where output `o` of a group of image `n` begins in y.
  public int outputAt(int n, int group, int o) {
    return ((n * groups() + group) * outputs + o) * outArea();
  }

  /// Where the weights of output `o` of a group begin.
  int weightAt(int group, int o) {
    return (group * outputs + o) * depth();
  }

  /// The multiplications of the whole convolution.
  public long work() {
    return (long) images * groups() * outputs * depth() * outArea();
  }
}
