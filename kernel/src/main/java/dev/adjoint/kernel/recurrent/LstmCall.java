package dev.adjoint.kernel.recurrent;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import org.jspecify.annotations.Nullable;

/// The long short-term memory (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al.
/// 2000), gates in the order input i, forget f, candidate g, output o.
///
/// For t = 0 … T − 1, where each row of W is a row of `weightInput` `[4H, in]` followed by the same
/// row of `weightHidden` `[4H, H]`, and h[0] and c[0] are `hidden` and `cell` `[N, H]`:
///
/// ```
/// a = W · joint[t, n] + bias        i, f, o = σ(a)   g = tanh(a)
/// c[t + 1] = f · c[t] + i · g       h[t + 1] = o · tanh(c[t + 1])
/// ```
///
/// `x` is `[T, N, in]`; its last axis has stride 1, the others may have any stride. The call fills
/// `joint` (with zeros in place of x at step T), `cells` `[T + 1, N, H]` with `c[0] … c[T]`, and
/// `gates` `[T, N, 4H]` with i, f, g, o. If nothing is kept for a gradient, `gates` is null and
/// `cells` is `[1, N, H]`, filled with `c[T]`.
///
/// Rounding: each a is one chain of fused multiply–adds over the elements of `joint[t, n]` in
/// order, starting at +0, and then the bias is added; c is `fma(f, c, i · g)`; h is a product.
public record LstmCall(
    View x,
    View hidden,
    View cell,
    View weightInput,
    View weightHidden,
    View bias,
    View joint,
    View cells,
    @Nullable View gates)
    implements KernelCall {
  @Override
  public LstmCall on(Operands operands) {
    return new LstmCall(
        operands.read(x),
        operands.read(hidden),
        operands.read(cell),
        operands.read(weightInput),
        operands.read(weightHidden),
        operands.read(bias),
        operands.write(joint),
        operands.write(cells),
        operands.writeOptional(gates));
  }

  @Override
  public void scalar() {
    ScalarLstm.run(
        LstmLayout.of(x, hidden, cell, joint, cells, gates), weightInput, weightHidden, bias);
  }

  @Override
  public void vector() {
    if (joint.storage() instanceof Storage.Floats) {
      VectorLstm.run(
          LstmLayout.of(x, hidden, cell, joint, cells, gates), weightInput, weightHidden, bias);
    } else {
      scalar();
    }
  }
}
