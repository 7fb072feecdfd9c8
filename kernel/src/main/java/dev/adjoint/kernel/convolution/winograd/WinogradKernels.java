package dev.adjoint.kernel.convolution.winograd;

import dev.adjoint.kernel.View;

/// Where the taps of the kernels of a convolution by [Winograd] are in its weight.
///
/// @param weightRow the distance from the weights of one output to those of the next
/// @param weightChannel the distance from the weights of one channel to those of the next
/// @param turned whether tap t of a kernel is the weight 8 − t
public record WinogradKernels(
    int outputs, int channels, int weightRow, int weightChannel, boolean turned) {

  /// The number of taps of a kernel.
  static final int TAPS = 9;

  /// The kernels of a weight `[outputs, channels, 3, 3]` in C order.
  public static WinogradKernels of(View weight) {
    int[] sizes = weight.sizes();
    return new WinogradKernels(sizes[0], sizes[1], sizes[1] * TAPS, TAPS, false);
  }
}
