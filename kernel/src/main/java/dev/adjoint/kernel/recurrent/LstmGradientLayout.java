package dev.adjoint.kernel.recurrent;

import dev.adjoint.kernel.View;
import org.jspecify.annotations.Nullable;

/// The sizes of one backward pass of an LSTM and the offsets of the numbers of sequence n at step
/// t; see [LstmGradientCall].
public record LstmGradientLayout(
    int steps,
    int batch,
    int hidden,
    View cells,
    View gates,
    @Nullable View output,
    View dHidden,
    View dCell,
    View gateGradient) {

  public static LstmGradientLayout of(
      View cells, View gates, @Nullable View output, View dHidden, View dCell, View gateGradient) {
    return new LstmGradientLayout(
        gates.sizes()[0],
        gates.sizes()[1],
        dHidden.sizes()[1],
        cells,
        gates,
        output,
        dHidden,
        dCell,
        gateGradient);
  }

  public int cell(int t, int n) {
    return cells.offset() + (t * batch + n) * hidden;
  }

  public int gates(int t, int n) {
    return gates.offset() + (t * batch + n) * 4 * hidden;
  }

  /// The offset of the output gradient of h[t + 1] of sequence n.
  public static int output(View output, int t, int n) {
    return output.offset() + t * output.strides()[0] + n * output.strides()[1];
  }

  public int dHidden(int n) {
    return dHidden.offset() + n * hidden;
  }

  public int dCell(int n) {
    return dCell.offset() + n * hidden;
  }

  public int gateGradient(int t, int n) {
    return gateGradient.offset() + (t * batch + n) * 4 * hidden;
  }
}
