package dev.adjoint.kernel.recording;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.convolution.ConvolutionCall;
import dev.adjoint.kernel.convolution.winograd.WinogradKernelsCall;
import java.util.ArrayList;
import java.util.List;

/// Lets convolutions by Winograd's algorithm keep the values of their kernels while the weight is
/// settled.
///
/// With a few tiles, computing these values costs as much as the convolution. With several threads,
/// each thread also reads those that the others have computed out of their caches, at every call.
/// The values take four times the memory of the weight.
final class KeptKernels {
  private KeptKernels() {}

  /// Whether a call computes values of kernels that can be kept, and that saves time.
  static boolean pay(RecordedCall call) {
    return call.call() instanceof ConvolutionCall convolution
        && call.operands().get(1).block().isSettled()
        && convolution.wantsKernels();
  }

  /// A call that computes what the convolution keeps, and the convolution that reads it.
  static List<RecordedCall> of(RecordedCall call) {
    ConvolutionCall convolution = (ConvolutionCall) call.call();
    Operand weight = call.operands().get(1);
    int length = WinogradKernelsCall.length(convolution.weight());
    StorageRecord block = StorageRecord.temporary(weight.block().allocate(length), true);
    Operand written = Operand.whole(block, Operand.Access.WRITE);
    KernelCall keeping = new WinogradKernelsCall(weight.withoutMemory(), written.withoutMemory());
    Operand read = Operand.whole(block, Operand.Access.READ);
    List<Operand> operands = new ArrayList<>(call.operands());
    operands.add(2, read);
    ConvolutionCall reading = convolution.keeping(read.withoutMemory());
    return List.of(
        new RecordedCall(keeping, List.of(weight, written), false),
        new RecordedCall(reading, operands, call.hasEffects()));
  }
}
