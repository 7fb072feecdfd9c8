package dev.adjoint.kernel.convolution.winograd;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;

/// Computes what [Winograd] needs of an F32 weight `[outputs, channels, 3, 3]` in C order, so that
/// a recorded function can keep it while the weight does not change: the [WeightFacts], then the
/// values of the kernels in [KernelPanels].
///
/// The values are for vectors alone. The definition of a convolution computes them from the weight,
/// so the definition of this call leaves them out.
public record WinogradKernelsCall(View weight, View kept) implements KernelCall {
  /// The largest number of floats of a vector; sizes are rounded up to it, so that they do not
  /// depend on the processor.
  private static final int WIDEST = 16;

  /// The number of elements to keep for a weight.
  public static int length(View weight) {
    int outputs = roundedUp(weight.sizes()[0]);
    int step = Math.addExact(Math.multiplyExact(weight.sizes()[1], outputs), WIDEST);
    return Math.addExact(valuesAt(weight), Math.multiplyExact(Winograd.VALUES, step));
  }

  /// The offset of the values of the kernels.
  static int valuesAt(View weight) {
    return roundedUp(WeightFacts.length(weight.sizes()[0]));
  }

  private static int roundedUp(int count) {
    return Math.ceilDiv(count, WIDEST) * WIDEST;
  }

  @Override
  public WinogradKernelsCall on(Operands operands) {
    return new WinogradKernelsCall(operands.read(weight), operands.write(kept));
  }

  @Override
  public void scalar() {
    facts(MagnitudeScan.SCALAR);
  }

  @Override
  public void vector() {
    facts(VectorMagnitudes::raise);
    float[] to = ((Floats) kept.storage()).array();
    int start = kept.offset() + valuesAt(weight);
    new KernelPanels(WinogradKernels.of(weight)).fill(weight, to, start);
  }

  private void facts(MagnitudeScan scan) {
    WinogradKernels kernels = WinogradKernels.of(weight);
    float[] to = ((Floats) kept.storage()).array();
    WeightFacts.of(scan, kernels, weight).write(kernels.outputs(), to, kept.offset());
  }
}
