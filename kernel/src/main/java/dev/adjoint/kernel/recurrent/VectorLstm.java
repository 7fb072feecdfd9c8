package dev.adjoint.kernel.recurrent;

import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.vector.VectorLanes;
import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.Scratch;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// The LSTM with the Vector API, with the same bits as [FloatLstm].
///
/// The weights are packed once. Then each piece computes all steps of several sequences, so that
/// threads synchronize only once for the whole sequence. A step of a piece is one product, written
/// to scratch memory that stays in the L1 cache, followed by passes over the gates in that memory.
public final class VectorLstm {
  /// The number of sequences of a piece: two blocks of rows share each panel of weights while it is
  /// in the L1 cache.
  private static final int ROWS = 16;

  /// Batches of at least this size have enough pieces of [#ROWS] for any usual number of threads.
  private static final int LARGE_BATCH = 128;

  private VectorLstm() {}

  public static void run(LstmLayout layout, View weightInput, View weightHidden, View bias) {
    int columns = 4 * layout.hidden();
    int depth = layout.depth();
    int wide = VectorRecurrentTiles.packed(columns, 1);
    int rows = rows(layout.batch(), (long) layout.steps() * columns * depth);
    int pieces = Math.ceilDiv(layout.batch(), rows);
    int weights = VectorRecurrentTiles.packed(columns, depth);
    int biasStart = weights + pieces * rows * wide;
    float[] scratch = Scratch.borrow(biasStart + wide);
    float[] wi = ((Floats) weightInput.storage()).array();
    float[] wh = ((Floats) weightHidden.storage()).array();
    int in = layout.in();
    VectorRecurrentTiles.packTransposed(
        wi, weightInput.offset(), columns, in, scratch, 0, depth, 0);
    VectorRecurrentTiles.packTransposed(
        wh, weightHidden.offset(), columns, layout.hidden(), scratch, 0, depth, in);
    float[] b = ((Floats) bias.storage()).array();
    System.arraycopy(b, bias.offset(), scratch, biasStart, columns);
    Workers.run(
        pieces,
        piece -> {
          int first = piece * rows;
          int count = Math.min(rows, layout.batch() - first);
          forward(layout, scratch, weights + first * wide, wide, biasStart, first, count);
        });
    Scratch.giveBack(scratch);
  }

  /// The number of sequences of a piece, from the shape alone: [#ROWS], which gives good tiles, if
  /// the batch is large or a multiple of 2·[#ROWS]; else half of that. A piece gets more sequences,
  /// up to all of the batch, if it would otherwise be too little work.
  private static int rows(int batch, long workOfOne) {
    int rows = batch % (2 * ROWS) == 0 || batch >= LARGE_BATCH ? ROWS : ROWS / 2;
    int least = (int) Math.min(PieceSize.VECTOR_PRODUCTS / Math.max(workOfOne, 1), batch);
    return Math.max(1, Math.max(rows, Math.ceilDiv(least, ROWS) * ROWS));
  }

  private static void forward(
      LstmLayout layout,
      float[] scratch,
      int preStart,
      int wide,
      int biasStart,
      int first,
      int rows) {
    float[] joint = ((Floats) layout.joint().storage()).array();
    float[] cells = ((Floats) layout.cells().storage()).array();
    View kept = layout.gates();
    float[] y = kept == null ? scratch : ((Floats) kept.storage()).array();
    int hidden = layout.hidden();
    int depth = layout.depth();
    int yStep = kept == null ? wide : 4 * hidden;
    start(layout, joint, cells, first, rows);
    for (int t = 0; t < layout.steps(); t++) {
      input(layout, joint, t, first, rows);
      VectorRecurrentTiles.multiply(
          joint,
          layout.joint(t, first),
          depth,
          rows,
          scratch,
          0,
          4 * hidden,
          depth,
          scratch,
          preStart,
          wide,
          scratch,
          biasStart);
      int yStart = kept == null ? preStart : layout.gates(t, first);
      VectorGates.sigmoid(scratch, preStart, wide, y, yStart, yStep, rows, 2 * hidden);
      VectorGates.tanh(
          scratch, preStart + 2 * hidden, wide, y, yStart + 2 * hidden, yStep, rows, hidden);
      int third = 3 * hidden;
      VectorGates.sigmoid(scratch, preStart + third, wide, y, yStart + third, yStep, rows, hidden);
      VectorLstmCells.forward(
          y,
          yStart,
          yStep,
          cells,
          layout.cell(t, first),
          layout.cell(t + 1, first),
          joint,
          layout.joint(t + 1, first) + layout.in(),
          depth,
          rows,
          hidden);
    }
    int end = layout.joint(layout.steps(), first);
    for (int row = 0; row < rows; row++) {
      Arrays.fill(joint, end + row * depth, end + row * depth + layout.in(), 0);
    }
  }

  /// Copies the initial states and cells.
  private static void start(LstmLayout layout, float[] joint, float[] cells, int first, int rows) {
    float[] h = ((Floats) layout.firstHidden().storage()).array();
    float[] c = ((Floats) layout.firstCell().storage()).array();
    int hidden = layout.hidden();
    for (int n = first; n < first + rows; n++) {
      int to = layout.joint(0, n) + layout.in();
      System.arraycopy(h, layout.firstHidden(n), joint, to, hidden);
      System.arraycopy(c, layout.firstCell(n), cells, layout.cell(0, n), hidden);
    }
  }

  private static void input(LstmLayout layout, float[] joint, int t, int first, int rows) {
    float[] x = ((Floats) layout.x().storage()).array();
    for (int n = first; layout.in() > 0 && n < first + rows; n++) {
      System.arraycopy(x, layout.x(t, n), joint, layout.joint(t, n), layout.in());
    }
  }

  public static void gradient(LstmGradientLayout layout, View weightHidden) {
    int hidden = layout.hidden();
    int depth = 4 * hidden;
    int wide = VectorRecurrentTiles.packed(hidden, 1);
    int rows = rows(layout.batch(), (long) layout.steps() * hidden * depth);
    int pieces = Math.ceilDiv(layout.batch(), rows);
    int weights = VectorRecurrentTiles.packed(hidden, depth);
    float[] scratch = Scratch.borrow(weights + pieces * rows * wide);
    float[] w = ((Floats) weightHidden.storage()).array();
    VectorRecurrentTiles.pack(w, weightHidden.offset(), hidden, depth, scratch, 0);
    Workers.run(
        pieces,
        piece -> {
          int first = piece * rows;
          int count = Math.min(rows, layout.batch() - first);
          backward(layout, scratch, weights + first * wide, wide, first, count);
        });
    Scratch.giveBack(scratch);
  }

  /// The gradient of the state is in scratch memory, whose rows are as wide as the panels.
  private static void backward(
      LstmGradientLayout layout, float[] scratch, int stateStart, int wide, int first, int rows) {
    View output = layout.output();
    float[] dHidden = ((Floats) layout.dHidden().storage()).array();
    float[] gateGradient = ((Floats) layout.gateGradient().storage()).array();
    int hidden = layout.hidden();
    for (int row = 0; row < rows; row++) {
      int from = layout.dHidden(first + row);
      System.arraycopy(dHidden, from, scratch, stateStart + row * wide, hidden);
    }
    for (int t = layout.steps() - 1; t >= 0; t--) {
      if (output != null) {
        add(layout, output, t, first, rows, scratch, stateStart, wide);
      }
      VectorLstmCells.backward(layout, t, first, rows, scratch, stateStart, wide);
      VectorRecurrentTiles.multiply(
          gateGradient,
          layout.gateGradient(t, first),
          4 * hidden,
          rows,
          scratch,
          0,
          hidden,
          4 * hidden,
          scratch,
          stateStart,
          wide,
          null,
          0);
    }
    for (int row = 0; row < rows; row++) {
      int to = layout.dHidden(first + row);
      System.arraycopy(scratch, stateStart + row * wide, dHidden, to, hidden);
    }
  }

  /// Adds the gradient of the output of step t to the gradient of the state.
  private static void add(
      LstmGradientLayout layout,
      View arriving,
      int t,
      int first,
      int rows,
      float[] scratch,
      int stateStart,
      int wide) {
    float[] output = ((Floats) arriving.storage()).array();
    int hidden = layout.hidden();
    int whole = VectorLanes.whole(hidden);
    for (int row = 0; row < rows; row++) {
      int from = LstmGradientLayout.output(arriving, t, first + row);
      int to = stateStart + row * wide;
      for (int j = 0; j < whole; j += VectorLanes.COUNT) {
        FloatVector sum = FloatVector.fromArray(VectorLanes.FLOATS, scratch, to + j);
        sum.add(FloatVector.fromArray(VectorLanes.FLOATS, output, from + j))
            .intoArray(scratch, to + j);
      }
      for (int j = whole; j < hidden; j++) {
        scratch[to + j] += output[from + j];
      }
    }
  }
}
