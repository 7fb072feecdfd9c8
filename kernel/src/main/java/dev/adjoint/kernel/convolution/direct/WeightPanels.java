package dev.adjoint.kernel.convolution.direct;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.matmul.VectorPanels;
import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.Scratch;
import dev.adjoint.kernel.work.Workers;
import org.jspecify.annotations.Nullable;

/// The weights of a convolution in the order in which its tiles read them.
///
/// A panel has [VectorConvolutionTiles#PANEL] rows of the result. For each channel and tap in turn
/// it holds the weight of each row, then the bias of each row. Where the terms of a row follow each
/// other in memory, squares of them are transposed in registers; the copy would otherwise take as
/// long as the product with a hundred pixels.
final class WeightPanels {
  private static final int PANEL = VectorConvolutionTiles.PANEL;

  /// The weight of row r, channel c and tap t of a group is at `start + group·groupStep + r·row +
  /// c·channel + t`.
  record Layout(float[] array, int start, int groupStep, int row, int channel) {}

  private final Layout w;
  private final int channels;
  private final int rows;
  private final int groups;

  /// For each part, the taps that it uses, as indices into the kernel.
  private final int[][] taps;

  private final @Nullable View bias;
  private final int[] partStarts;
  private final int panelsOfGroup;
  private float[] panels = {};

  /// @param rows of the result, in one group
  /// @param taps of each part
  WeightPanels(Layout w, int groups, int rows, int channels, int[][] taps, @Nullable View bias) {
    this.w = w;
    this.groups = groups;
    this.rows = rows;
    this.channels = channels;
    this.taps = taps;
    this.bias = bias;
    panelsOfGroup = Math.ceilDiv(rows, PANEL);
    partStarts = new int[taps.length + 1];
    for (int part = 0; part < taps.length; part++) {
      partStarts[part + 1] = partStarts[part] + panelsOfGroup * size(part);
    }
  }

  private int size(int part) {
    return (channels * taps[part].length + 1) * PANEL;
  }

  /// Copies the weights into scratch memory, which stays borrowed until [#giveBack].
  void copy() {
    int all = partStarts[taps.length];
    panels = Scratch.borrowForCall(groups * all);
    int count = groups * panelsOfGroup;
    int step = Math.max(PieceSize.COPIED / Math.max(all / panelsOfGroup, 1), 1);
    Workers.run(
        Math.ceilDiv(count, step),
        piece -> {
          int end = Math.min(count, (piece + 1) * step);
          for (int i = piece * step; i < end; i++) {
            panel(i / panelsOfGroup, i % panelsOfGroup);
          }
        });
  }

  void giveBack() {
    Scratch.giveBackFromCall(panels);
  }

  float[] array() {
    return panels;
  }

  /// Where the weights of a part begin for the rows from `row` on, a multiple of the height of a
  /// tile.
  int at(int part, int group, int row) {
    return group * partStarts[taps.length]
        + partStarts[part]
        + row / PANEL * size(part)
        + row % PANEL;
  }

  private void panel(int group, int panel) {
    int first = panel * PANEL;
    int used = Math.min(PANEL, rows - first);
    int from = w.start + group * w.groupStep + first * w.row;
    for (int part = 0; part < taps.length; part++) {
      int to = at(part, group, first);
      int terms = channels * taps[part].length;
      if (followsInMemory(part)) {
        VectorPanels.ofRows(w.array, from, 1, w.row, terms, used, panels, to, PANEL);
      } else {
        terms(from, part, used, to);
      }
      if (bias != null) {
        float[] values = ((Storage.Floats) bias.storage()).array();
        System.arraycopy(
            values, bias.offset() + group * rows + first, panels, to + terms * PANEL, used);
      }
    }
  }

  /// Whether the terms of a row follow each other in memory.
  private boolean followsInMemory(int part) {
    int count = taps[part].length;
    return count == w.channel && count > 0 && taps[part][count - 1] == count - 1;
  }

  private void terms(int from, int part, int used, int to) {
    int at = to;
    for (int c = 0; c < channels; c++) {
      for (int t : taps[part]) {
        int first = from + c * w.channel + t;
        if (w.row == 1) {
          System.arraycopy(w.array, first, panels, at, used);
        } else {
          for (int r = 0; r < used; r++) {
            panels[at + r] = w.array[first + r * w.row];
          }
        }
        at += PANEL;
      }
    }
  }
}
