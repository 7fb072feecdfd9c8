package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.CopyCall;

/// [MatmulCall] of F32 matrices a `[m, k]`, whose rows have no gaps between their elements, and b
/// `[k, n]` as [PanelCopyCall] has copied it, with the same bits. k is at most [#DEPTH].
public record PanelMatmulCall(View a, View panels, View c) implements KernelCall {

  /// The largest k.
  public static final int DEPTH = LongMatmul.SLICE;

  @Override
  public PanelMatmulCall on(Operands operands) {
    return new PanelMatmulCall(operands.read(a), operands.read(panels), operands.write(c));
  }

  @Override
  public void scalar() {
    int m = a.sizes()[0];
    int k = a.sizes()[1];
    int n = c.sizes()[1];
    for (int left = 0; left < n; left += PanelCopyCall.WIDTH) {
      int width = Math.min(PanelCopyCall.WIDTH, n - left);
      View panel =
          new View(
              panels.storage(),
              panels.offset() + left * k,
              new int[] {k, width},
              new int[] {PanelCopyCall.WIDTH, 1});
      Storage part = c.storage().allocate(m * width);
      View columns = View.contiguous(part, m, width);
      ScalarMatmul.run(a, panel, columns);
      View to = c.with(c.offset() + left, columns.sizes(), new int[] {n, 1});
      new CopyCall(columns, to).scalar();
    }
  }

  @Override
  public void vector() {
    PanelMatmul.run(a, panels, c);
  }
}
