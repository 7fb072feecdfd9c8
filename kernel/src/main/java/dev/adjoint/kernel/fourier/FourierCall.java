package dev.adjoint.kernel.fourier;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.DoubleBlocks;
import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.Workers;

/// `y[o, k] = Σⱼ x[o, j]·exp(∓2πi·j·k/n)` for `rows` rows of n complex numbers in pairs, C order.
/// The exponent is negative, or positive if `backward`; no factor is applied. Computed in F64,
/// rounded once.
public record FourierCall(View x, View y, int rows, int n, boolean backward) implements KernelCall {

  @Override
  public FourierCall on(Operands operands) {
    return new FourierCall(operands.read(x), operands.write(y), rows, n, backward);
  }

  @Override
  public void scalar() {
    Plan plan = Plans.of(n);
    int together = Math.max(1, PieceSize.SCALAR_PRODUCTS / Math.max(1, 16 * n));
    Workers.run(
        Math.ceilDiv(rows, together),
        piece -> {
          int end = Math.min(rows, (piece + 1) * together);
          for (int row = piece * together; row < end; row++) {
            DoubleBlocks.write(plan.apply(DoubleBlocks.read(x, row, 2 * n), backward), y, row);
          }
        });
  }
}
