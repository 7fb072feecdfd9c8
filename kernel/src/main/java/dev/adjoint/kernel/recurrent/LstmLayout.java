package dev.adjoint.kernel.recurrent;

import dev.adjoint.kernel.View;
import org.jspecify.annotations.Nullable;

/// The arrays of one LSTM call, its sizes, and the offsets of the numbers of sequence n at step t;
/// see [LstmCall].
public record LstmLayout(
    int steps,
    int batch,
    int in,
    int hidden,
    View x,
    View firstHidden,
    View firstCell,
    View joint,
    View cells,
    @Nullable View gates) {

  public static LstmLayout of(
      View x, View hidden, View cell, View joint, View cells, @Nullable View gates) {
    return new LstmLayout(
        x.sizes()[0],
        x.sizes()[1],
        x.sizes()[2],
        hidden.sizes()[1],
        x,
        hidden,
        cell,
        joint,
        cells,
        gates);
  }

  /// The length of one row of `joint`, which is the length of the chains.
  public int depth() {
    return in + hidden;
  }

  public int x(int t, int n) {
    return x.offset() + t * x.strides()[0] + n * x.strides()[1];
  }

  public int firstHidden(int n) {
    return firstHidden.offset() + n * hidden;
  }

  public int firstCell(int n) {
    return firstCell.offset() + n * hidden;
  }

  /// The offset in `joint` to which x[t, n] is copied; h[t, n] follows it.
  public int joint(int t, int n) {
    return joint.offset() + (t * batch + n) * depth();
  }

  /// The offset of c[t, n]; it is the same for all steps if nothing is kept.
  public int cell(int t, int n) {
    return cells.offset() + ((gates == null ? 0 : t) * batch + n) * hidden;
  }

  /// The offset of the gates of step t in an array of all steps.
  public int gates(int t, int n) {
    return (gates == null ? 0 : gates.offset()) + (t * batch + n) * 4 * hidden;
  }
}
