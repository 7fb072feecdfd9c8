package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.vector.VectorRegisters;
import dev.adjoint.kernel.vector.VectorTranspose;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Copies the left side of a matrix product into the panels that [VectorPackedTiles] reads: for
/// each step of k, the elements of [VectorTiles#HEIGHT] rows.
///
/// A vector can be wider than a panel. Each store then writes past its step of k, and the next step
/// overwrites what is too much. So steps are stored in order, and a gap follows each panel.
public final class VectorLeftPanels {
  private static final int HEIGHT = VectorTiles.HEIGHT;
  private static final int LANES = VectorRegisters.LANES;

  /// The rows that whole vectors read for one panel, which may be more than it has.
  private static final int READ = Math.ceilDiv(HEIGHT, LANES) * LANES;

  /// Whether squares can be stored in order: a panel is one square wide, or a whole number of them.
  private static final boolean SQUARES =
      VectorTranspose.AVAILABLE && (LANES >= HEIGHT || HEIGHT % LANES == 0);

  /// The least gap between panels.
  static final int GAP = 16;

  private VectorLeftPanels() {}

  /// The distance from one panel to the next, for rows of this length.
  public static int step(int depth) {
    return depth * HEIGHT + GAP;
  }

  /// Copies `rows` rows of a, each `depth` long, into panels that are `step` apart. Rows that the
  /// last panel lacks hold any numbers.
  public static void copy(
      float[] a,
      int start,
      int rowStep,
      int columnStep,
      int rows,
      int depth,
      float[] panels,
      int to,
      int step) {
    int panel = to;
    for (int i = 0; i < rows; i += HEIGHT) {
      int from = start + i * rowStep;
      long last =
          from + (READ - 1L) * Math.max(rowStep, 0) + (depth - 1L) * Math.max(columnStep, 0);
      boolean inside = last < a.length;
      if (inside && columnStep == 1 && rowStep >= 0 && SQUARES) {
        turned(a, from, rowStep, depth, Math.min(HEIGHT, rows - i), panels, panel);
      } else if (inside && rowStep == 1 && columnStep >= 0) {
        straight(a, from, columnStep, depth, panels, panel);
      } else {
        Arrays.fill(panels, panel, panel + depth * HEIGHT, 0);
        single(a, from, rowStep, columnStep, Math.min(HEIGHT, rows - i), 0, depth, panels, panel);
      }
      panel += step;
    }
  }

  private static void turned(
      float[] a, int from, int rowStep, int depth, int rows, float[] panels, int to) {
    int whole = depth - depth % LANES;
    for (int k = 0; k < whole; k += LANES) {
      for (int r = 0; r < HEIGHT; r += LANES) {
        VectorTranspose.run(
            a, from + r * rowStep + k, rowStep, panels, to + k * HEIGHT + r, HEIGHT);
      }
    }
    single(a, from, rowStep, 1, rows, whole, depth, panels, to);
  }

  private static void straight(
      float[] a, int from, int columnStep, int depth, float[] panels, int to) {
    for (int k = 0; k < depth; k++) {
      for (int r = 0; r < HEIGHT; r += LANES) {
        FloatVector.fromArray(VectorRegisters.SPECIES, a, from + k * columnStep + r)
            .intoArray(panels, to + k * HEIGHT + r);
      }
    }
  }

  /// Steps `begin` to `end` of k, one element after the other.
  private static void single(
      float[] a,
      int from,
      int rowStep,
      int columnStep,
      int rows,
      int begin,
      int end,
      float[] panels,
      int to) {
    for (int r = 0; r < rows; r++) {
      for (int k = begin; k < end; k++) {
        panels[to + k * HEIGHT + r] = a[from + r * rowStep + k * columnStep];
      }
    }
  }
}
