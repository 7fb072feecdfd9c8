package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.vector.VectorRegisters;
import dev.adjoint.kernel.vector.VectorTranspose;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Copies parts of the operands of a matrix product into the layout that [VectorTiles] reads
/// fastest, and copies parts of its result to and from tiles that extend past its edge.
public final class VectorPanels {
  /// Rows and columns are transposed in squares of this size, so that the cache lines of both sides
  /// stay in the first-level cache until all their elements are used.
  private static final int SQUARE = 16;

  /// The steps of a panel that are written before its other columns, so that the part stays in the
  /// first-level cache.
  private static final int RUN = 128;

  private VectorPanels() {}

  /// Copies `depth` rows of `columns` columns of b into panels of [VectorTiles#WIDTH] columns that
  /// are `step` apart. The last panel is padded with zeros.
  public static void ofColumns(
      float[] b,
      int start,
      int rowStep,
      int columnStep,
      int depth,
      int columns,
      float[] panels,
      int to,
      int step) {
    int width = VectorTiles.WIDTH;
    int whole = columns - columns % width;
    int rest = columns - whole;
    int last = to + whole / width * step;
    if (rest > 0) {
      Arrays.fill(panels, last, last + depth * width, 0);
    }
    if (columnStep != 1) {
      int panel = to;
      for (int column = 0; column < columns; column += width) {
        int used = Math.min(width, columns - column);
        int from = start + column * columnStep;
        exchange(b, from, columnStep, rowStep, used, depth, panels, panel, 1, width);
        panel += step;
      }
      return;
    }
    for (int k = 0; k < depth; k++) {
      int row = start + k * rowStep;
      spread(b, row, whole, panels, to + k * width, step);
      if (rest > 0) {
        System.arraycopy(b, row + whole, panels, last + k * width, rest);
      }
    }
  }

  /// Copies one row. Each part of a panel's width goes to an offset that is `step` after the one
  /// before.
  private static void spread(float[] b, int row, int count, float[] panels, int to, int step) {
    int panel = to;
    for (int j = 0; j < count; j += VectorTiles.WIDTH) {
      FloatVector left = FloatVector.fromArray(VectorRegisters.SPECIES, b, row + j);
      FloatVector right =
          FloatVector.fromArray(VectorRegisters.SPECIES, b, row + j + VectorRegisters.LANES);
      left.intoArray(panels, panel);
      right.intoArray(panels, panel + VectorRegisters.LANES);
      panel += step;
    }
  }

  /// Copies `rows` rows of a, each `depth` long, into rows that are `step` apart.
  public static void ofRows(
      float[] a,
      int start,
      int rowStep,
      int columnStep,
      int rows,
      int depth,
      float[] copy,
      int to,
      int step) {
    if (columnStep == 1) {
      for (int i = 0; i < rows; i++) {
        System.arraycopy(a, start + i * rowStep, copy, to + i * step, depth);
      }
    } else {
      exchange(a, start, columnStep, rowStep, depth, rows, copy, to, 1, step);
    }
  }

  /// `y[to + p·yP + q·yQ] = x[from + p·xP + q·xQ]` for p below `countP` and q below `countQ`.
  private static void exchange(
      float[] x,
      int from,
      int xP,
      int xQ,
      int countP,
      int countQ,
      float[] y,
      int to,
      int yP,
      int yQ) {
    boolean squares = VectorTranspose.AVAILABLE && xQ == 1 && yP == 1;
    int wholeP = squares ? VectorRegisters.SPECIES.loopBound(countP) : 0;
    int wholeQ = squares ? VectorRegisters.SPECIES.loopBound(countQ) : 0;
    for (int q0 = 0; q0 < wholeQ; q0 += RUN) {
      int q1 = Math.min(wholeQ, q0 + RUN);
      for (int p = 0; p < wholeP; p += VectorRegisters.LANES) {
        for (int q = q0; q < q1; q += VectorRegisters.LANES) {
          VectorTranspose.run(x, from + p * xP + q, xP, y, to + q * yQ + p, yQ);
        }
      }
    }
    single(x, from + wholeQ * xQ, xP, xQ, wholeP, countQ - wholeQ, y, to + wholeQ * yQ, yP, yQ);
    single(x, from + wholeP * xP, xP, xQ, countP - wholeP, countQ, y, to + wholeP * yP, yP, yQ);
  }

  private static void single(
      float[] x,
      int from,
      int xP,
      int xQ,
      int countP,
      int countQ,
      float[] y,
      int to,
      int yP,
      int yQ) {
    for (int q0 = 0; q0 < countQ; q0 += SQUARE) {
      int q1 = Math.min(countQ, q0 + SQUARE);
      for (int p = 0; p < countP; p++) {
        int source = from + p * xP;
        int target = to + p * yP;
        for (int q = q0; q < q1; q++) {
          y[target + q * yQ] = x[source + q * xQ];
        }
      }
    }
  }
}
