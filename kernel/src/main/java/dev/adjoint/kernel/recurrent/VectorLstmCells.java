package dev.adjoint.kernel.recurrent;

import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.vector.VectorLanes;
import jdk.incubator.vector.FloatVector;

/// The elementwise part of an LSTM step between the products, forward and backward, on vectors; see
/// `LstmCall`.
final class VectorLstmCells {
  private VectorLstmCells() {}

  /// Computes the next cells and states of some sequences from the gates: `c' = f · c + i · g` and
  /// `h' = o · tanh(c')`.
  static void forward(
      float[] gates,
      int gatesStart,
      int gatesStep,
      float[] cells,
      int before,
      int after,
      float[] joint,
      int stateStart,
      int stateStep,
      int rows,
      int hidden) {
    int whole = VectorLanes.whole(hidden);
    for (int row = 0; row < rows; row++) {
      int at = gatesStart + row * gatesStep;
      int from = before + row * hidden;
      int to = after + row * hidden;
      for (int j = 0; j < whole; j += VectorLanes.COUNT) {
        FloatVector i = FloatVector.fromArray(VectorLanes.FLOATS, gates, at + j);
        FloatVector f = FloatVector.fromArray(VectorLanes.FLOATS, gates, at + hidden + j);
        FloatVector g = FloatVector.fromArray(VectorLanes.FLOATS, gates, at + 2 * hidden + j);
        FloatVector c = FloatVector.fromArray(VectorLanes.FLOATS, cells, from + j);
        f.fma(c, i.mul(g)).intoArray(cells, to + j);
      }
      for (int j = whole; j < hidden; j++) {
        float ig = gates[at + j] * gates[at + 2 * hidden + j];
        cells[to + j] = Math.fma(gates[at + hidden + j], cells[from + j], ig);
      }
    }
    VectorGates.tanh(cells, after, hidden, joint, stateStart, stateStep, rows, hidden);
    for (int row = 0; row < rows; row++) {
      int at = gatesStart + row * gatesStep + 3 * hidden;
      int to = stateStart + row * stateStep;
      for (int j = 0; j < whole; j += VectorLanes.COUNT) {
        FloatVector o = FloatVector.fromArray(VectorLanes.FLOATS, gates, at + j);
        o.mul(FloatVector.fromArray(VectorLanes.FLOATS, joint, to + j)).intoArray(joint, to + j);
      }
      for (int j = whole; j < hidden; j++) {
        joint[to + j] = gates[at + j] * joint[to + j];
      }
    }
  }

  /// Computes the gradients of the gates from the gradients of the states of step t + 1, in
  /// `state`, and of the cells; then updates the gradients of the cells to step t.
  static void backward(
      LstmGradientLayout layout,
      int t,
      int first,
      int rows,
      float[] state,
      int stateStart,
      int stateStep) {
    float[] gates = ((Floats) layout.gates().storage()).array();
    float[] cells = ((Floats) layout.cells().storage()).array();
    float[] dCell = ((Floats) layout.dCell().storage()).array();
    float[] y = ((Floats) layout.gateGradient().storage()).array();
    int hidden = layout.hidden();
    int gatesStart = layout.gates(t, first);
    int before = layout.cell(t, first);
    int after = layout.cell(t + 1, first);
    int dCellStart = layout.dCell(first);
    int yStart = layout.gateGradient(t, first);
    // The array of the gradient of the output gate temporarily holds tanh(c).
    VectorGates.tanh(cells, after, hidden, y, yStart + 3 * hidden, 4 * hidden, rows, hidden);
    int whole = VectorLanes.whole(hidden);
    for (int row = 0; row < rows; row++) {
      int at = gatesStart + row * 4 * hidden;
      int to = yStart + row * 4 * hidden;
      int cAt = before + row * hidden;
      int dcAt = dCellStart + row * hidden;
      int dhAt = stateStart + row * stateStep;
      for (int j = 0; j < whole; j += VectorLanes.COUNT) {
        FloatVector one = FloatVector.broadcast(VectorLanes.FLOATS, 1f);
        FloatVector i = FloatVector.fromArray(VectorLanes.FLOATS, gates, at + j);
        FloatVector f = FloatVector.fromArray(VectorLanes.FLOATS, gates, at + hidden + j);
        FloatVector g = FloatVector.fromArray(VectorLanes.FLOATS, gates, at + 2 * hidden + j);
        FloatVector o = FloatVector.fromArray(VectorLanes.FLOATS, gates, at + 3 * hidden + j);
        FloatVector tanh = FloatVector.fromArray(VectorLanes.FLOATS, y, to + 3 * hidden + j);
        FloatVector dh = FloatVector.fromArray(VectorLanes.FLOATS, state, dhAt + j);
        FloatVector dc = FloatVector.fromArray(VectorLanes.FLOATS, dCell, dcAt + j);
        FloatVector c = FloatVector.fromArray(VectorLanes.FLOATS, cells, cAt + j);
        dc = dh.mul(o).fma(tanh.neg().fma(tanh, one), dc);
        dc.mul(g).mul(i).mul(one.sub(i)).intoArray(y, to + j);
        dc.mul(c).mul(f).mul(one.sub(f)).intoArray(y, to + hidden + j);
        dc.mul(i).mul(g.neg().fma(g, one)).intoArray(y, to + 2 * hidden + j);
        dh.mul(tanh).mul(o).mul(one.sub(o)).intoArray(y, to + 3 * hidden + j);
        dc.mul(f).intoArray(dCell, dcAt + j);
      }
      for (int j = whole; j < hidden; j++) {
        float i = gates[at + j];
        float f = gates[at + hidden + j];
        float g = gates[at + 2 * hidden + j];
        float o = gates[at + 3 * hidden + j];
        float tanh = y[to + 3 * hidden + j];
        float dh = state[dhAt + j];
        float dc = Math.fma(dh * o, Math.fma(-tanh, tanh, 1f), dCell[dcAt + j]);
        y[to + j] = dc * g * i * (1f - i);
        y[to + hidden + j] = dc * cells[cAt + j] * f * (1f - f);
        y[to + 2 * hidden + j] = dc * i * Math.fma(-g, g, 1f);
        y[to + 3 * hidden + j] = dh * tanh * o * (1f - o);
        dCell[dcAt + j] = dc * f;
      }
    }
  }
}
