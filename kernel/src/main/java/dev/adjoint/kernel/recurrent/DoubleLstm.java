package dev.adjoint.kernel.recurrent;

import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.math.DoubleMath;
import java.util.Arrays;

/// The LSTM of one sequence in F64, exactly as `LstmCall` defines it.
///
/// The weights are read column by column, one number of the input at a time, so that the JIT
/// compiler vectorizes the loops over the gates.
final class DoubleLstm {
  private DoubleLstm() {}

  /// Copies the weights of input and state to one matrix `[in + H, 4H]`.
  static double[] columns(LstmLayout layout, View weightInput, View weightHidden) {
    double[] columns = new double[layout.depth() * 4 * layout.hidden()];
    transpose(weightInput, columns, 0);
    transpose(weightHidden, columns, layout.in() * 4 * layout.hidden());
    return columns;
  }

  private static void transpose(View weight, double[] y, int to) {
    double[] w = ((Doubles) weight.storage()).array();
    int rows = weight.sizes()[0];
    int columns = weight.sizes()[1];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        y[to + column * rows + row] = w[weight.offset() + row * columns + column];
      }
    }
  }

  static void run(LstmLayout layout, double[] columns, View bias, int n) {
    double[] joint = ((Doubles) layout.joint().storage()).array();
    double[] cells = ((Doubles) layout.cells().storage()).array();
    View kept = layout.gates();
    double[] b = ((Doubles) bias.storage()).array();
    int hidden = layout.hidden();
    double[] a = new double[4 * hidden];
    double[] column = new double[4 * hidden];
    System.arraycopy(
        ((Doubles) layout.firstHidden().storage()).array(),
        layout.firstHidden(n),
        joint,
        layout.joint(0, n) + layout.in(),
        hidden);
    System.arraycopy(
        ((Doubles) layout.firstCell().storage()).array(),
        layout.firstCell(n),
        cells,
        layout.cell(0, n),
        hidden);
    double[] x = ((Doubles) layout.x().storage()).array();
    for (int t = 0; t < layout.steps(); t++) {
      Arrays.fill(a, 0);
      int row = layout.joint(t, n);
      if (layout.in() > 0) {
        System.arraycopy(x, layout.x(t, n), joint, row, layout.in());
      }
      for (int k = 0; k < layout.depth(); k++) {
        System.arraycopy(columns, k * a.length, column, 0, a.length);
        addScaled(joint[row + k], column, a);
      }
      int c = layout.cell(t, n);
      int next = layout.cell(t + 1, n);
      int h = layout.joint(t + 1, n) + layout.in();
      for (int j = 0; j < hidden; j++) {
        double i = DoubleMath.sigmoid(a[j] + b[bias.offset() + j]);
        double f = DoubleMath.sigmoid(a[hidden + j] + b[bias.offset() + hidden + j]);
        double g = StrictMath.tanh(a[2 * hidden + j] + b[bias.offset() + 2 * hidden + j]);
        double o = DoubleMath.sigmoid(a[3 * hidden + j] + b[bias.offset() + 3 * hidden + j]);
        double cell = Math.fma(f, cells[c + j], i * g);
        cells[next + j] = cell;
        joint[h + j] = o * StrictMath.tanh(cell);
        a[j] = i;
        a[hidden + j] = f;
        a[2 * hidden + j] = g;
        a[3 * hidden + j] = o;
      }
      if (kept != null) {
        double[] gates = ((Doubles) kept.storage()).array();
        System.arraycopy(a, 0, gates, layout.gates(t, n), a.length);
      }
    }
    int last = layout.joint(layout.steps(), n);
    Arrays.fill(joint, last, last + layout.in(), 0);
  }

  static void gradient(LstmGradientLayout layout, View weightHidden, int n) {
    double[] cells = ((Doubles) layout.cells().storage()).array();
    double[] gates = ((Doubles) layout.gates().storage()).array();
    View output = layout.output();
    double[] dHidden = ((Doubles) layout.dHidden().storage()).array();
    double[] dCell = ((Doubles) layout.dCell().storage()).array();
    double[] gateGradient = ((Doubles) layout.gateGradient().storage()).array();
    double[] weight = ((Doubles) weightHidden.storage()).array();
    int hidden = layout.hidden();
    double[] da = new double[4 * hidden];
    double[] row = new double[hidden];
    double[] next = new double[hidden];
    int hAt = layout.dHidden(n);
    int cAt = layout.dCell(n);
    for (int t = layout.steps() - 1; t >= 0; t--) {
      int at = layout.gates(t, n);
      int before = layout.cell(t, n);
      int after = layout.cell(t + 1, n);
      if (output != null) {
        double[] arriving = ((Doubles) output.storage()).array();
        int from = LstmGradientLayout.output(output, t, n);
        for (int j = 0; j < hidden; j++) {
          dHidden[hAt + j] += arriving[from + j];
        }
      }
      for (int j = 0; j < hidden; j++) {
        double i = gates[at + j];
        double f = gates[at + hidden + j];
        double g = gates[at + 2 * hidden + j];
        double o = gates[at + 3 * hidden + j];
        double tanh = StrictMath.tanh(cells[after + j]);
        double dh = dHidden[hAt + j];
        double dc = Math.fma(dh * o, Math.fma(-tanh, tanh, 1), dCell[cAt + j]);
        da[j] = dc * g * i * (1 - i);
        da[hidden + j] = dc * cells[before + j] * f * (1 - f);
        da[2 * hidden + j] = dc * i * Math.fma(-g, g, 1);
        da[3 * hidden + j] = dh * tanh * o * (1 - o);
        dCell[cAt + j] = dc * f;
      }
      Arrays.fill(next, 0);
      for (int k = 0; k < da.length; k++) {
        System.arraycopy(weight, weightHidden.offset() + k * hidden, row, 0, hidden);
        addScaled(da[k], row, next);
      }
      System.arraycopy(next, 0, dHidden, hAt, hidden);
      System.arraycopy(da, 0, gateGradient, layout.gateGradient(t, n), da.length);
    }
  }

  private static void addScaled(double scale, double[] x, double[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] = Math.fma(scale, x[j], y[j]);
    }
  }
}
