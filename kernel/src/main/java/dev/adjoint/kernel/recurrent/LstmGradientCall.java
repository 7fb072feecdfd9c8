package dev.adjoint.kernel.recurrent;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import org.jspecify.annotations.Nullable;

/// The backward pass of [LstmCall] through time: computes the gradients of `a` from the gradients
/// of its results. The gradients of x, the weights and the bias follow from them as products and
/// sums.
///
/// `outputGradient` `[T, N, H]` is the gradient of the outputs `h[1] … h[T]` (its last axis has
/// stride 1, the others any stride), or null if there is none. On entry `hidden` and `cell` `[N,
/// H]` hold the gradients of the last state, `h[T]`, and the last cell, `c[T]`, without the part
/// from `outputGradient`; on return they hold the gradients of `h[0]` and `c[0]`. The call fills
/// `gateGradient` `[T, N, 4H]`. For t = T − 1 … 0, with `τ = tanh(c[t + 1])`:
///
/// ```
/// dh = hidden + outputGradient[t]              dc = cell + dh · o · (1 − τ²)
/// da_i = dc · g · i · (1 − i)                  da_f = dc · c[t] · f · (1 − f)
/// da_g = dc · i · (1 − g²)                     da_o = dh · τ · o · (1 − o)
/// hidden = da · weightHidden                   cell = dc · f
/// ```
///
/// Rounding: `1 − y²` is `fma(−y, y, 1)`, dc is `fma(dh · o, 1 − τ², cell)`, products are taken
/// from left to right, and each element of `hidden` is one chain of fused multiply–adds over the 4H
/// gates in order, starting at +0.
public record LstmGradientCall(
    View weightHidden,
    View cells,
    View gates,
    @Nullable View outputGradient,
    View hidden,
    View cell,
    View gateGradient)
    implements KernelCall {
  @Override
  public LstmGradientCall on(Operands operands) {
    return new LstmGradientCall(
        operands.read(weightHidden),
        operands.read(cells),
        operands.read(gates),
        operands.readOptional(outputGradient),
        operands.update(hidden),
        operands.update(cell),
        operands.write(gateGradient));
  }

  @Override
  public void scalar() {
    ScalarLstm.gradient(
        LstmGradientLayout.of(cells, gates, outputGradient, hidden, cell, gateGradient),
        weightHidden);
  }

  @Override
  public void vector() {
    if (gates.storage() instanceof Storage.Floats) {
      VectorLstm.gradient(
          LstmGradientLayout.of(cells, gates, outputGradient, hidden, cell, gateGradient),
          weightHidden);
    } else {
      scalar();
    }
  }
}
