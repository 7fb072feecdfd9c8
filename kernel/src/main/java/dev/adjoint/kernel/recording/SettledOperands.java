package dev.adjoint.kernel.recording;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.matmul.MatmulCall;
import java.util.ArrayList;
import java.util.List;

/// Lets products of a few rows read copies of [settled][Tape#settle] matrices. The copies have the
/// element order that the kernels need.
///
/// A layer's weight is `[out, in]`, and the product with its transpose must transpose it first. For
/// a few rows, that is the whole cost. The copy is itself a call that depends only on the weight,
/// so it is made once for as long as the weight does not change.
final class SettledOperands {
  /// From this many rows on, the transpose costs little compared with the arithmetic.
  private static final int FEW_ROWS = 96;

  private SettledOperands() {}

  /// The calls, with the copies inserted before the products that read them.
  static List<RecordedCall> copied(List<RecordedCall> calls) {
    List<RecordedCall> result = new ArrayList<>(calls.size());
    for (RecordedCall call : calls) {
      if (call.call() instanceof MatmulCall) {
        Operand a = call.operands().get(0);
        Operand b = call.operands().get(1);
        if (pays(a, b)) {
          Operand copy = inOrder(b);
          result.add(RecordedCall.copy(b, copy));
          result.add(reading(call, a, copy));
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
}
