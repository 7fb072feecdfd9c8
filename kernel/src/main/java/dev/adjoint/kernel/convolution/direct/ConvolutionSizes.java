package dev.adjoint.kernel.convolution.direct;

import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.View;

/// The sizes of one convolution, and the offsets in its C-ordered arrays. Channels and outputs are
/// counted within a group.
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

  /// The largest number of runs of images that the gradient for the weight sums separately.
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

  /// The most terms of one chain of an output or of an element of dx, where one channel has no
  /// more: a longer sum is cut, so that its error stays small, and what a tile reads stays in the
  /// first-level cache.
  private static final int CHAIN = 384;

  /// After how many channels a chain of an output ends.
  int channelsInChain() {
    return inChain(channels, taps());
  }

  /// After how many outputs a chain of an element of dx ends. With a stride, elements of different
  /// remainders use different taps; the most count.
  int outputsInChain() {
    int most = 1;
    for (int row = 0; row < how.strideHeight(); row++) {
      for (int column = 0; column < how.strideWidth(); column++) {
        int used = 0;
        for (int t = 0; t < taps(); t++) {
          int above = row - row(0, t / kernelWidth);
          int before = column - column(0, t % kernelWidth);
          used += above % how.strideHeight() == 0 && before % how.strideWidth() == 0 ? 1 : 0;
        }
        most = Math.max(most, used);
      }
    }
    return inChain(outputs, most);
  }

  private static int inChain(int count, int taps) {
    int chains = Math.clamp(Math.ceilDiv((long) count * taps, CHAIN), 1, Math.max(count, 1));
    return Math.max(Math.ceilDiv(count, chains), 1);
  }

  /// The number of elements of one channel of x.
  int area() {
    return height * width;
  }

  /// The number of elements of one channel of y.
  public int outArea() {
    return outHeight * outWidth;
  }

  /// The number of elements of the kernel.
  public int taps() {
    return kernelHeight * kernelWidth;
  }

  /// The number of weights of one output.
  public int depth() {
    return channels * taps();
  }

  /// The row of x that is multiplied by row `kh` of the kernel for row `oh` of y. It may be outside
  /// x.
  public int row(int oh, int kh) {
    return oh * how.strideHeight() + kh * how.dilationHeight() - how.top();
  }

  /// The same for columns.
  public int column(int ow, int kw) {
    return ow * how.strideWidth() + kw * how.dilationWidth() - how.left();
  }

  /// The offset in x of channel `c` of a group of image `n`.
  public int channelAt(int n, int group, int c) {
    return ((n * groups() + group) * channels + c) * area();
  }

  /// The offset in y of output `o` of a group of image `n`.
  public int outputAt(int n, int group, int o) {
    return ((n * groups() + group) * outputs + o) * outArea();
  }

  /// The offset of the weights of output `o` of a group.
  int weightAt(int group, int o) {
    return (group * outputs + o) * depth();
  }

  /// The number of multiplications of the whole convolution.
  public long work() {
    return (long) images * groups() * outputs * depth() * outArea();
  }
}
