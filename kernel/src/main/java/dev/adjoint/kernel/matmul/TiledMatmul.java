package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.tune.Processor;
import dev.adjoint.kernel.vector.VectorRegisters;
import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.Scratch;
import dev.adjoint.kernel.work.Workers;
import java.util.function.IntConsumer;

/// One F32 matrix product of any size except the smallest.
///
/// k is cut into stretches. For each stretch, b is copied into panels as wide as a tile, and a is
/// copied into rows without gaps, unless the copy would be used too rarely to save time. Then all
/// tiles of c are computed over the stretch. A stretch is a whole number of blocks of
/// [MatrixProduct#BLOCK] steps. A tile is computed one block after another and adds the sums of
/// each block to c. With packed panels, a is copied into the order in which the tiles read it.
///
/// Copying and tiles are both cut into pieces for the [Workers]. The copies are shared by all
/// threads. But where every piece has all rows, and with packed panels, each piece copies the
/// panels of b that it needs itself, always into the same memory of its thread. The threads then
/// wait for each other once instead of twice, and the panels never leave the thread's cache.
final class TiledMatmul {
  private static final int WIDTH = VectorTiles.WIDTH;
  private static final int HEIGHT = VectorTiles.HEIGHT;

  /// The longest stretch of k. The rows of a of one tile fill most of the first-level cache, and
  /// with this limit c is loaded and stored as rarely as possible.
  static final int DEPTH = 784;

  /// The most floats of a copy of a or b. Larger operands are copied and used part by part.
  private static final int COPY = 1 << 21;

  /// The number of panels of b that stay in the second-level cache while the rows of a are read:
  /// two fifths of it.
  private static final int PANELS =
      (int)
          Math.max(
              Processor.current().secondCache(VectorRegisters.LANES) / (10L * DEPTH * WIDTH), 1);

  /// The most rows of one piece.
  private static final int ROWS = 1008;

  /// Up to this many rows, b is read in place, because a copy would not be used often enough.
  private static final int FEW_ROWS = 2 * HEIGHT;

  /// The same limit where the rows of b are so short that they do not evict each other from the
  /// cache. Low and narrow tiles, those of processors with 16 registers, read each row of b more
  /// often and in shorter parts, so that a copy pays at once: with 32 rows, 784 steps and 512
  /// columns it doubled the speed on Zen 3.
  private static final int FEW_SHORT_ROWS = HEIGHT == 12 ? 96 : FEW_ROWS;

  private static final int SHORT = 1024;

  /// The most floats of the packed panels of a in one piece: half the second-level cache.
  private static final int LEFT =
      (int) (Processor.current().secondCache(VectorRegisters.LANES) / 8);

  /// Up to this many columns, a is read in place. It is also read in place where its rows are
  /// short.
  private static final int FEW_COLUMNS = 3 * WIDTH;

  /// The gap after each copied row and panel, so that they do not map to the same cache set.
  private static final int GAP = 16;

  private final float[] a;
  private final int aStart;
  private final int aRow;
  private final int aColumn;
  private final float[] b;
  private final int bStart;
  private final int bRow;
  private final int bColumn;
  private final float[] c;
  private final int cStart;
  private final int m;
  private final int k;
  private final int n;

  private final boolean copyA;
  private final boolean packA;
  private final boolean copyB;
  private final int depth;

  /// The distance from one copied row, or panel of rows, of a to the next.
  private final int rowStep;

  private final int panelStep;

  /// The current part: columns of b and c, a stretch of k, rows of a and c.
  private int left;

  private int columns;
  private int from;
  private int length;
  private int top;
  private int rows;

  /// Scratch memory: the shared panels of b, the rows of a, and for each piece a tile that extends
  /// past the edge of c.
  private float[] scratch = {};

  private int copiedRows;
  private int tiles;

  /// The number of rows and columns of c in one piece.
  private int high;

  private int wide;

  /// Whether each piece copies the panels of b that it needs.
  private boolean ownPanels;

  /// @param packA whether a is copied into panels instead of rows
  TiledMatmul(
      MatrixProduct p,
      boolean packA,
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      float[] c,
      int cStart) {
    this.packA = packA;
    this.a = a;
    this.aStart = aStart;
    this.aRow = p.aRow();
    this.aColumn = p.aColumn();
    this.b = b;
    this.bStart = bStart;
    this.bRow = p.bRow();
    this.bColumn = p.bColumn();
    this.c = c;
    this.cStart = cStart;
    this.m = p.m();
    this.k = p.k();
    this.n = p.n();
    depth = MatrixProduct.stretch(k, packA ? Math.min(DEPTH, LEFT / Math.min(m, ROWS)) : DEPTH);
    copyA = packA || aColumn != 1 || (aRow > depth && m > FEW_ROWS && n > FEW_COLUMNS);
    copyB = packA || bColumn != 1 || m > (n < SHORT ? FEW_SHORT_ROWS : FEW_ROWS);
    rowStep = packA ? VectorLeftPanels.step(depth) : depth + GAP;
    panelStep = depth * WIDTH + GAP;
  }

  void run() {
    int mostColumns = COPY / depth / WIDTH * WIDTH;
    int mostRows = packA ? COPY / rowStep * HEIGHT : copyA ? COPY / rowStep : m;
    columns = Math.min(n, mostColumns);
    rows = Math.min(m, mostRows);
    cut();
    int panels = ownPanels ? 0 : (copyB ? Math.ceilDiv(columns, WIDTH) : 1) * panelStep;
    copiedRows = panels;
    tiles = panels + (packA ? Math.ceilDiv(rows, HEIGHT) : copyA ? rows : 0) * rowStep;
    int pieces = Math.ceilDiv(rows, high) * Math.ceilDiv(columns, wide);
    scratch = Scratch.borrowForCall(tiles + pieces * HEIGHT * WIDTH);
    for (left = 0; left < n; left += mostColumns) {
      columns = Math.min(mostColumns, n - left);
      for (from = 0; from < k; from += depth) {
        length = Math.min(depth, k - from);
        for (top = 0; top < m; top += mostRows) {
          rows = Math.min(mostRows, m - top);
          copy();
          Workers.run(Math.ceilDiv(rows, high) * Math.ceilDiv(columns, wide), this::block);
        }
      }
    }
    Scratch.giveBackFromCall(scratch);
  }

  /// Whether all columns are in each piece, which has a part of the rows. This is so for many rows,
  /// if all panels of b stay in the second-level cache. The longer operand is then read by one
  /// thread only. It is also so for the gradient of a weight, because the same thread then computes
  /// a row of it and reads that row when the weight is updated ([Workers]).
  private boolean cutsRows(int panels) {
    boolean allAtOnce = columns == n && rows == m;
    boolean suits = m > n || (aRow == 1 && aColumn != 1);
    return copyB
        && allAtOnce
        && suits
        && m >= PieceSize.COUNT * HEIGHT
        && (long) panels * depth <= (long) PANELS * DEPTH;
  }

  /// Cuts the tiles into strips of rows, or into blocks of rows of equal height and as many panels
  /// as fit into the second-level cache. There are fewer panels if there would be too few pieces,
  /// and more if the pieces would be too small.
  private void cut() {
    int panels = Math.ceilDiv(columns, WIDTH);
    if (cutsRows(panels)) {
      long strip = (long) HEIGHT * depth * columns;
      high = Math.clamp(PieceSize.VECTOR_PRODUCTS / strip, 1, Math.ceilDiv(m, HEIGHT)) * HEIGHT;
      wide = panels * WIDTH;
      return;
    }
    int blocks = Math.ceilDiv(rows, ROWS);
    high = Math.ceilDiv(Math.ceilDiv(rows, blocks), HEIGHT) * HEIGHT;
    long work = (long) high * depth * WIDTH;
    int many = Math.max(Math.min(PANELS, panels * blocks / PieceSize.COUNT), 1);
    many = Math.clamp(Math.ceilDiv(PieceSize.VECTOR_PRODUCTS, work), many, Math.max(many, panels));
    wide = many * WIDTH;
    if (many >= panels) {
      high = high * Math.clamp(PieceSize.VECTOR_PRODUCTS / (work * panels), 1, blocks);
    }
    ownPanels = copyB && (packA || high >= m);
  }

  private void copy() {
    int bColumns = top > 0 || ownPanels ? 0 : copyB ? columns : columns % WIDTH;
    int aRows = copyA ? rows : 0;
    boolean small = (bColumns + aRows) * length <= 2 * PieceSize.COPIED;
    int bWidth = small ? columns : Math.max(PieceSize.COPIED / depth / WIDTH, 1) * WIDTH;
    int aHeight = small ? rows : Math.max(PieceSize.COPIED / depth / HEIGHT, 1) * HEIGHT;
    int bPieces = Math.ceilDiv(bColumns, bWidth);
    int first = columns - bColumns;
    IntConsumer piece =
        number -> {
          if (number < bPieces) {
            int j = number * bWidth;
            copyPanels(first + j, Math.min(bWidth, bColumns - j), scratch, j / WIDTH * panelStep);
          } else {
            int i = (number - bPieces) * aHeight;
            int at = aStart + (top + i) * aRow + from * aColumn;
            int count = Math.min(aHeight, aRows - i);
            if (packA) {
              int to = copiedRows + i / HEIGHT * rowStep;
              VectorLeftPanels.copy(a, at, aRow, aColumn, count, length, scratch, to, rowStep);
            } else {
              int to = copiedRows + i * rowStep;
              VectorPanels.ofRows(a, at, aRow, aColumn, count, length, scratch, to, rowStep);
            }
          }
        };
    int pieces = bPieces + Math.ceilDiv(aRows, aHeight);
    if (small) {
      for (int number = 0; number < pieces; number++) {
        piece.accept(number);
      }
    } else {
      Workers.run(pieces, piece);
    }
  }

  /// Copies columns of b to panels.
  private void copyPanels(int j, int count, float[] panels, int to) {
    int at = bStart + from * bRow + (left + j) * bColumn;
    VectorPanels.ofColumns(b, at, bRow, bColumn, length, count, panels, to, panelStep);
  }

  /// Computes the tiles of one piece, row after row in the memory order of c, so that the processor
  /// prefetches the next elements.
  private void block(int piece) {
    int first = piece % Math.ceilDiv(columns, wide) * wide;
    int right = Math.min(columns, first + wide);
    if (ownPanels) {
      float[] panels = Scratch.borrow(wide / WIDTH * panelStep);
      copyPanels(first, right - first, panels, 0);
      block(piece, first, right, panels, 0);
      Scratch.giveBack(panels);
    } else {
      block(piece, first, right, scratch, first / WIDTH * panelStep);
    }
  }

  /// The same with the panels of b from column `first` on, which begin at `panel`.
  private void block(int piece, int first, int right, float[] panels, int panel) {
    int begin = piece / Math.ceilDiv(columns, wide) * high;
    int bottom = Math.min(rows, begin + high);
    for (int i = begin; i < bottom; i += HEIGHT) {
      int count = Math.min(HEIGHT, bottom - i);
      for (int j = first; j < right; j += WIDTH) {
        int at = copyB ? panel + (j - first) / WIDTH * panelStep : 0;
        int target = cStart + (top + i) * n + left + j;
        if (columns - j < WIDTH || (count < HEIGHT && packA)) {
          edge(i, j, count, panels, at, target, tiles + piece * HEIGHT * WIDTH);
        } else if (copyB) {
          tile(i, count, panels, at, WIDTH, c, target, n);
        } else {
          tile(i, count, b, bStart + from * bRow + left + j, bRow, c, target, n);
        }
      }
    }
  }

  /// Computes one tile. Its columns of b begin at `xAt` of x, which is b or the panels.
  private void tile(
      int i, int count, float[] x, int xAt, int xStep, float[] y, int yStart, int yStep) {
    int rowsOfA = rowsOfA(i);
    for (int done = 0; done < length; done += MatrixProduct.BLOCK) {
      int steps = Math.min(MatrixProduct.BLOCK, length - done);
      int at = xAt + done * xStep;
      boolean begins = from + done == 0;
      if (packA) {
        int left = rowsOfA + done * HEIGHT;
        VectorPackedTiles.run(scratch, left, x, at, steps, y, yStart, yStep, begins);
      } else {
        float[] source = copyA ? scratch : a;
        int step = copyA ? rowStep : aRow;
        VectorTiles.run(
            source, rowsOfA + done, step, count, x, at, xStep, steps, y, yStart, yStep, begins);
      }
    }
  }

  /// Where the rows of a tile begin.
  private int rowsOfA(int i) {
    if (packA) {
      return copiedRows + i / HEIGHT * rowStep;
    }
    return copyA ? copiedRows + i * rowStep : aStart + (top + i) * aRow + from;
  }

  /// Computes a tile that extends past the edge of c in scratch memory. Its columns of b begin at
  /// `at` of the panels.
  private void edge(int i, int j, int count, float[] panels, int at, int target, int tile) {
    int used = Math.min(columns - j, WIDTH);
    if (from > 0) {
      VectorPanels.ofRows(c, target, n, 1, count, used, scratch, tile, WIDTH);
    }
    if (!packA && used <= VectorRegisters.LANES && VectorNarrowTiles.AVAILABLE) {
      narrow(i, count, panels, at, tile);
    } else {
      tile(i, count, panels, at, WIDTH, scratch, tile, WIDTH);
    }
    VectorTileRows.store(scratch, tile, count, used, c, target, n);
  }

  /// A tile of half the width.
  private void narrow(int i, int count, float[] panels, int at, int tile) {
    float[] source = copyA ? scratch : a;
    int step = copyA ? rowStep : aRow;
    for (int done = 0; done < length; done += MatrixProduct.BLOCK) {
      VectorNarrowTiles.run(
          source,
          rowsOfA(i) + done,
          step,
          count,
          panels,
          at + done * WIDTH,
          Math.min(MatrixProduct.BLOCK, length - done),
          scratch,
          tile,
          WIDTH,
          from + done == 0);
    }
  }
}
