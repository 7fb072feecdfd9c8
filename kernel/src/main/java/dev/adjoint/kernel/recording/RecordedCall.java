package dev.adjoint.kernel.recording;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.CopyCall;
import dev.adjoint.kernel.strided.FillCall;
import java.util.List;

/// One kernel call on a [Tape], and the blocks of its operands.
///
/// @param call the call, on views without memory
/// @param operands the operands in the order in which the call passes them
/// @param hasEffects whether it is needed even if no call reads its results
record RecordedCall(KernelCall call, List<Operand> operands, boolean hasEffects) {

  /// The call on the memory of the operands.
  KernelCall on(Memory memory) {
    return call.on(new ReplacingOperands(operands, memory));
  }

  /// Finds the memory of an operand.
  @FunctionalInterface
  interface Memory {
    View view(Operand operand);
  }

  /// A call that sets a block to zero before its first use.
  static RecordedCall clear(StorageRecord block) {
    Operand to = Operand.whole(block, Operand.Access.WRITE);
    return new RecordedCall(new FillCall(to.withoutMemory(), 0), List.of(to), false);
  }

  /// A call that sets a block to its initial contents before its first use.
  static RecordedCall restore(StorageRecord block, Storage initial) {
    View from = View.contiguous(initial, initial.length());
    Operand to = Operand.whole(block, Operand.Access.WRITE);
    Operand given =
        new Operand(
            StorageRecord.given(initial), Operand.Access.READ, 0, from.sizes(), from.strides());
    return copy(given, to);
  }

  /// A call that copies one operand to another.
  static RecordedCall copy(Operand from, Operand to) {
    return new RecordedCall(
        new CopyCall(from.withoutMemory(), to.withoutMemory()), List.of(from, to), false);
  }
}
