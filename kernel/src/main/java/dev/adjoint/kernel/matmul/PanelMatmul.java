package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.Scratch;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;
import java.util.function.IntConsumer;

/// The tiles of [PanelMatmulCall]. A panel is read from its first number to its last, so memory
/// delivers it ahead of the tiles, and it stays in the cache for all rows of a. A piece is as many
/// panels as are worth a thread of their own, to be read or, with many rows, to be multiplied.
final class PanelMatmul {
  private static final int PANEL = PanelCopyCall.WIDTH;
  private static final int WIDTH = VectorTiles.WIDTH;
  private static final int HEIGHT = VectorTiles.HEIGHT;

  private final float[] a;
  private final int aStart;
  private final int aRow;
  private final float[] panels;
  private final int panelStart;
  private final float[] c;
  private final int cStart;
  private final int m;
  private final int k;
  private final int n;

  private PanelMatmul(View a, View panels, View c) {
    this.a = ((Floats) a.storage()).array();
    aStart = a.offset();
    aRow = a.strides()[0];
    this.panels = ((Floats) panels.storage()).array();
    panelStart = panels.offset();
    this.c = ((Floats) c.storage()).array();
    cStart = c.offset();
    m = a.sizes()[0];
    k = a.sizes()[1];
    n = c.sizes()[1];
  }

  static void run(View a, View panels, View c) {
    new PanelMatmul(a, panels, c).run();
  }

  private void run() {
    if (m == 0 || n == 0 || k == 0) {
      Arrays.fill(c, cStart, cStart + m * n, 0);
      return;
    }
    int count = Math.ceilDiv(n, PANEL);
    long read = (long) k * PANEL;
    long most = Math.min(PieceSize.VECTOR_PRODUCTS / (m * read), PieceSize.READ / read);
    int together = Math.clamp(most, 1, count);
    int pieces = Math.ceilDiv(count, together);
    IntConsumer task =
        piece -> panels(piece * together * PANEL, Math.min(n, (piece + 1) * together * PANEL));
    if (m == 1) {
      RowSharing.run(1, k, n, pieces, task);
    } else {
      Workers.run(pieces, task);
    }
  }

  /// Computes the columns from `first` to `end` in all rows.
  private void panels(int first, int end) {
    float[] tile = Scratch.borrow(HEIGHT * WIDTH);
    for (int left = first; left < end; left += WIDTH) {
      for (int row = 0; row < m; row += HEIGHT) {
        tile(row, Math.min(HEIGHT, m - row), left, Math.min(WIDTH, n - left), tile);
      }
    }
    Scratch.giveBack(tile);
  }

  /// Computes a tile in c or, if it extends past the edge of c, in scratch memory.
  private void tile(int row, int rows, int left, int columns, float[] tile) {
    int at = panelStart + left / PANEL * PANEL * k + left % PANEL;
    boolean isWhole = columns == WIDTH;
    float[] to = isWhole ? c : tile;
    int start = isWhole ? cStart + row * n + left : 0;
    int step = isWhole ? n : WIDTH;
    for (int from = 0; from < k; from += MatrixProduct.BLOCK) {
      int depth = Math.min(MatrixProduct.BLOCK, k - from);
      VectorTiles.run(
          a,
          aStart + row * aRow + from,
          aRow,
          rows,
          panels,
          at + from * PANEL,
          PANEL,
          depth,
          to,
          start,
          step,
          from == 0);
    }
    if (!isWhole) {
      VectorTileRows.store(tile, 0, rows, columns, c, cStart + row * n + left, n);
    }
  }
}
