package dev.adjoint.kernel.recording;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.matmul.MatmulCall;
import dev.adjoint.kernel.matmul.PanelCopyCall;
import dev.adjoint.kernel.matmul.PanelMatmulCall;
import java.util.ArrayList;
import java.util.List;

/// Lets calls read copies of [settled][Tape#settle] weights in the element order that their kernels
/// need. A copy is itself a call that depends only on the weight, so it is made once for as long as
/// the weight does not change.
///
/// - Products of a few rows: a layer's weight is `[out, in]`, and the product with its transpose
///   must transpose it first. For a few rows, that is the whole cost. The copy is in panels
///   ([PanelCopyCall]) if the product can read them, else in rows.
/// - Convolutions by Winograd's algorithm: see [KeptKernels].
final class SettledOperands {
  /// From this many rows on, the transpose costs little compared with the arithmetic.
  private static final int FEW_ROWS = 96;

  private SettledOperands() {}

  /// The calls, with the copies inserted before the products that read them.
  static List<RecordedCall> copied(List<RecordedCall> calls) {
    List<RecordedCall> result = new ArrayList<>(calls.size());
    for (RecordedCall call : calls) {
      if (KeptKernels.pay(call)) {
        result.addAll(KeptKernels.of(call));
        continue;
      }
      if (call.call() instanceof MatmulCall) {
        Operand a = call.operands().get(0);
        Operand b = call.operands().get(1);
        if (pays(a, b)) {
          if (fitsPanels(a, b)) {
            Operand panels = panels(b);
            result.add(copying(b, panels));
            result.add(multiplying(call, a, panels));
          } else {
            Operand copy = inOrder(b);
            result.add(RecordedCall.copy(b, copy));
            result.add(reading(call, a, copy));
          }
          continue;
        }
      }
      result.add(call);
    }
    return result;
  }

  private static boolean pays(Operand a, Operand b) {
    int[] sizes = b.sizes();
    return sizes.length == 2
        && b.block().isSettled()
        && a.sizes()[0] <= FEW_ROWS
        && sizes[0] > 1
        && sizes[1] > 1
        && b.strides()[0] == 1
        && b.strides()[1] != 1;
  }

  /// A new temporary with the sizes of b.
  private static Operand inOrder(Operand b) {
    int[] sizes = b.sizes();
    Storage sample = b.block().allocate(sizes[0] * sizes[1]);
    StorageRecord block = StorageRecord.temporary(sample, true);
    View all = View.contiguous(sample, sizes);
    return Operand.of(block, Operand.Access.WRITE, all);
  }

  private static RecordedCall reading(RecordedCall product, Operand a, Operand b) {
    Operand read = new Operand(b.block(), Operand.Access.READ, 0, b.sizes(), b.strides());
    List<Operand> operands = List.of(a, read, product.operands().get(2));
    return new RecordedCall(product.call(), operands, product.hasEffects());
  }

  /// Whether the product reads panels: rows without gaps, in F32.
  private static boolean fitsPanels(Operand a, Operand b) {
    return b.block().allocate(0) instanceof Storage.Floats
        && a.sizes().length == 2
        && a.strides()[1] == 1
        && a.sizes()[1] <= PanelMatmulCall.DEPTH;
  }

  private static Operand panels(Operand b) {
    int length = PanelCopyCall.length(b.sizes()[0], b.sizes()[1]);
    StorageRecord block = StorageRecord.temporary(b.block().allocate(length), true);
    return Operand.whole(block, Operand.Access.WRITE);
  }

  private static RecordedCall copying(Operand b, Operand panels) {
    KernelCall call = new PanelCopyCall(b.withoutMemory(), panels.withoutMemory());
    return new RecordedCall(call, List.of(b, panels), false);
  }

  private static RecordedCall multiplying(RecordedCall product, Operand a, Operand panels) {
    Operand read = Operand.whole(panels.block(), Operand.Access.READ);
    Operand c = product.operands().get(2);
    KernelCall call =
        new PanelMatmulCall(a.withoutMemory(), read.withoutMemory(), c.withoutMemory());
    return new RecordedCall(call, List.of(a, read, c), product.hasEffects());
  }
}
