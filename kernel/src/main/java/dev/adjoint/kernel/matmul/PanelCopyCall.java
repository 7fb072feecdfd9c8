package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;

/// Copies an F32 matrix `[k, n]` of any strides into the order in which [PanelMatmulCall] reads it:
/// panels of [#WIDTH] columns, each row by row. Columns beyond n are zeros.
public record PanelCopyCall(View b, View panels) implements KernelCall {

  /// The columns of a panel, a multiple of the width of every tile.
  public static final int WIDTH = 32;

  /// The number of elements of the panels of a matrix `[k, n]`.
  public static int length(int k, int n) {
    return Math.multiplyExact(Math.ceilDiv(n, WIDTH) * WIDTH, k);
  }

  @Override
  public PanelCopyCall on(Operands operands) {
    return new PanelCopyCall(operands.read(b), operands.write(panels));
  }

  @Override
  public void scalar() {
    int depth = b.sizes()[0];
    int columns = b.sizes()[1];
    float[] from = ((Floats) b.storage()).array();
    float[] to = ((Floats) panels.storage()).array();
    Workers.run(
        Math.ceilDiv(columns, WIDTH),
        panel -> {
          int first = panel * WIDTH;
          int used = Math.min(WIDTH, columns - first);
          int base = b.offset() + first * b.strides()[1];
          for (int k = 0; k < depth; k++) {
            int row = panels.offset() + (panel * depth + k) * WIDTH;
            int at = base + k * b.strides()[0];
            for (int j = 0; j < used; j++) {
              to[row + j] = from[at + j * b.strides()[1]];
            }
            Arrays.fill(to, row + used, row + WIDTH, 0);
          }
        });
  }
}
