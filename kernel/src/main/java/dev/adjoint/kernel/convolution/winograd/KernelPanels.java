package dev.adjoint.kernel.convolution.winograd;

import static dev.adjoint.kernel.convolution.winograd.WinogradKernels.TAPS;

import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.vector.SquareCopy;
import dev.adjoint.kernel.vector.VectorRegisters;
import dev.adjoint.kernel.work.Scratch;
import dev.adjoint.kernel.work.Workers;

/// The values of the kernels of a convolution in the order in which [WinogradConvolution] reads
/// them.
///
/// The values of one number f are a matrix `[channels, outputs]` in panels of two vectors of
/// outputs (the last panel may be one vector wide), each row by row. The 36 matrices follow each
/// other at a distance of [#step()].
record KernelPanels(WinogradKernels kernels) {
  private static final int LANES = VectorRegisters.LANES;

  /// The least number of vectors of kernels for which another thread saves time.
  private static final int UNITS = 32;

  /// The number of outputs, rounded up to whole vectors.
  int outputs() {
    return Math.ceilDiv(kernels.outputs(), LANES) * LANES;
  }

  /// The distance from one value of the kernels to the next. It is one vector longer than the data,
  /// so that the values at one position do not map to the same set of the first-level cache.
  int step() {
    return kernels.channels() * outputs() + LANES;
  }

  /// The number of floats of all values.
  int length() {
    return Math.multiplyExact(Winograd.VALUES, step());
  }

  /// Computes the values. Those of outputs beyond the last are undefined.
  void fill(View weight, float[] values, int start) {
    float[] w = ((Floats) weight.storage()).array();
    int units = kernels.channels() * (outputs() / LANES);
    Workers.run(
        Math.ceilDiv(units, UNITS),
        piece -> {
          int end = Math.min(units, (piece + 1) * UNITS);
          fill(w, weight.offset(), piece * UNITS, end, values, start);
        });
  }

  /// Computes the values of some vectors of kernels. Unit u is a vector of outputs and one channel.
  private void fill(float[] w, int wStart, int from, int to, float[] values, int start) {
    int square = Winograd.SEEN * 3 * LANES;
    float[] scratch = Scratch.borrow(square + (TAPS + LANES) * LANES);
    int tapStep = kernels.turned() ? -LANES : LANES;
    int firstTap = kernels.turned() ? square + (TAPS - 1) * LANES : square;
    for (int unit = from; unit < to; unit++) {
      int o = unit / kernels.channels() * LANES;
      int c = unit % kernels.channels();
      int at = wStart + o * kernels.weightRow() + c * kernels.weightChannel();
      int count = Math.min(LANES, kernels.outputs() - o);
      SquareCopy.transpose(w, at, kernels.weightRow(), count, TAPS, scratch, square);
      int place = start + place(o, c);
      VectorWinogradTransforms.kernel(scratch, firstTap, tapStep, 0, values, place, step());
    }
    Scratch.giveBack(scratch);
  }

  /// The offset of the first value of the kernel from a channel to an output.
  private int place(int output, int channel) {
    int panel = output - output % (2 * LANES);
    int width = Math.min(2 * LANES, outputs() - panel);
    return panel * kernels.channels() + channel * width + output - panel;
  }
}
