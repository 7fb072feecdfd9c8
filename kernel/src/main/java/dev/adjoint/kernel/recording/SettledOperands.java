package dev.adjoint.kernel.recording;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Lets products of a few rows read [settled][Tape#settle] matrices from copies in the order in
/// which the kernels want them.
///
/// A layer's weight is `[out, in]`, and the product with its transpose has to exchange rows and
/// columns first: for a few rows, that is the whole cost. The copy is itself a call that depends on
/// nothing but the weight, so it is made once for as long as the weight does not change.
final class SettledOperands {
  /// The name of the calls that this is about.
  static final String PRODUCT = "matmul";

  /// From more rows on, the exchange costs little beside the arithmetic.
  private static final int FEW_ROWS = 96;

  private SettledOperands() {}

  /// The calls, with the copies before the products that read them.
  static List<Call> copied(List<Call> calls) {
    List<Call> result = new ArrayList<>(calls.size());
    for (Call call : calls) {
      if (call.name().equals(PRODUCT)) {
        Call.Place a = Objects.requireNonNull(call.places()[0]);
        Call.Place b = Objects.requireNonNull(call.places()[1]);
        if (pays(a, b)) {
          Call.Place copy = inOrder(b);
          result.add(copy(b, copy));
          result.add(reading(call, a, copy));
          continue;
        }
      }
      result.add(call);
    }
    return result;
  }

  private static boolean pays(Call.Place a, Call.Place b) {
    int[] sizes = b.sizes();
    return sizes.length == 2
        && b.block().isSettled()
        && a.sizes()[0] <= FEW_ROWS
        && sizes[0] > 1
        && sizes[1] > 1
        && b.strides()[0] == 1
        && b.strides()[1] != 1;
  }

  /// A new temporary of the sizes of b.
  private static Call.Place inOrder(Call.Place b) {
    int[] sizes = b.sizes();
    Storage sample = b.block().allocate(sizes[0] * sizes[1]);
    Block block = Block.temporary(sample, true);
    View all = View.contiguous(sample, sizes);
    return new Call.Place(block, Operand.Access.WRITE, 0, all.sizes(), all.strides());
  }

  private static Call copy(Call.Place from, Call.Place to) {
    return new Call("copy", (k, v) -> k.copy(v[0], v[1]), new Call.Place[] {from, to}, false);
  }

  private static Call reading(Call product, Call.Place a, Call.Place b) {
    var read = new Call.Place(b.block(), Operand.Access.READ, 0, b.sizes(), b.strides());
    var places = new Call.Place[] {a, read, product.places()[2]};
    return new Call(product.name(), product.body(), places, product.hasEffects());
  }
}
