package dev.adjoint.kernel;

import java.util.function.IntConsumer;

/// One F32 matrix product of any size but the smallest.
///
/// k is cut into stretches. For each stretch b is copied into panels as wide as a tile and a into
/// rows without gaps, unless they are used too little to pay for it, and then all tiles of c run
/// over the stretch. A tile takes up the chains where the stretch before left them, in c, so each
/// output is still one chain in the order of k.
///
/// Copying and tiles are both cut into pieces for the [Workers]; the copies are shared by all
/// threads.
final class TiledMatmul {
  private static final int WIDTH = FloatTiles.WIDTH;

  /// Floats in a panel: about the first cache.
  private static final int PANEL = 12_288;

  /// The most floats of a copy of a or b: larger operands are copied and used part by part.
  private static final int COPY = 1 << 21;

  /// The rows of a that stay in the second cache while the panels of b pass by.
  private static final int ROWS = 252;

  /// Up to this many rows, b is read where it lies: a copy would not be used often enough.
  private static final int FEW_ROWS = 24;

  /// The same where the rows of b are so short that they don't push each other out of the cache.
  private static final int FEW_SHORT_ROWS = 96;

  private static final int SHORT = 1024;

  /// Up to this many columns, a is read where it lies.
  private static final int FEW_COLUMNS = 3 * WIDTH;

  /// The gap after each copied row, so that rows do not compete for the same place in the cache.
  private static final int GAP = 16;

  /// Multiplications that are worth handing to another thread, and floats to copy that are.
  private static final long PIECE = 1 << 21;

  private static final int COPY_PIECE = 1 << 16;

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
  private final boolean copyB;
  private final int depth;
  private final int rowStep;

  /// The part that is being worked on: columns of b and c, a stretch of k, rows of a and c.
  private int left;

  private int columns;
  private int from;
  private int length;
  private int top;
  private int rows;

  /// Scratch memory: the panels of b, the rows of a, and a tile for each block of rows that does
  /// not fill its width.
  private float[] scratch = {};

  private int copiedRows;
  private int tiles;

  /// How the tiles are cut into pieces.
  private int high;

  private int wide;

  TiledMatmul(
      MatrixProduct p, float[] a, int aStart, float[] b, int bStart, float[] c, int cStart) {
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
    copyA = aColumn != 1 || (m > FEW_ROWS && n > FEW_COLUMNS);
    copyB = bColumn != 1 || m > (n < SHORT ? FEW_SHORT_ROWS : FEW_ROWS);
    depth = Math.ceilDiv(k, Math.ceilDiv(k, PANEL / WIDTH));
    rowStep = depth + GAP;
  }

  void run() {
    int mostColumns = COPY / depth / WIDTH * WIDTH;
    int mostRows = copyA ? COPY / rowStep : m;
    columns = Math.min(n, mostColumns);
    rows = Math.min(m, mostRows);
    int panels = (copyB ? Math.ceilDiv(columns, WIDTH) : 1) * WIDTH * depth;
    copiedRows = panels;
    tiles = panels + (copyA ? rows * rowStep : 0);
    cut();
    scratch = Scratch.borrow(tiles + Math.ceilDiv(rows, high) * FloatTiles.HEIGHT * WIDTH);
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
    Scratch.giveBack(scratch);
  }

  /// Blocks of rows of equal height, and as many panels as make a piece large enough.
  private void cut() {
    int blocks = Math.ceilDiv(rows, ROWS);
    high = Math.ceilDiv(Math.ceilDiv(rows, blocks), FloatTiles.HEIGHT) * FloatTiles.HEIGHT;
    int panels = Math.ceilDiv(columns, WIDTH);
    long work = (long) high * depth * WIDTH;
    int many = Math.clamp(Math.ceilDiv(PIECE, work), 1, panels);
    wide = many * WIDTH;
    if (many == panels) {
      high = high * Math.clamp(PIECE / (work * many), 1, blocks);
    }
  }

  private void copy() {
    int bColumns = top > 0 ? 0 : copyB ? columns : columns % WIDTH;
    int aRows = copyA ? rows : 0;
    boolean small = (bColumns + aRows) * length <= 2 * COPY_PIECE;
    int bWidth = small ? columns : Math.max(COPY_PIECE / depth / WIDTH, 1) * WIDTH;
    int aHeight = small ? rows : Math.max(COPY_PIECE / depth, 1);
    int bPieces = Math.ceilDiv(bColumns, bWidth);
    int first = columns - bColumns;
    IntConsumer piece =
        number -> {
          if (number < bPieces) {
            int j = number * bWidth;
            int at = bStart + from * bRow + (left + first + j) * bColumn;
            int count = Math.min(bWidth, bColumns - j);
            FloatPanels.ofColumns(b, at, bRow, bColumn, length, count, scratch, j * length);
          } else {
            int i = (number - bPieces) * aHeight;
            int at = aStart + (top + i) * aRow + from * aColumn;
            int count = Math.min(aHeight, aRows - i);
            int to = copiedRows + i * rowStep;
            FloatPanels.ofRows(a, at, aRow, aColumn, count, length, scratch, to, rowStep);
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

  /// The tiles of one piece.
  private void block(int piece) {
    int across = Math.ceilDiv(columns, wide);
    int i = piece / across * high;
    int height = Math.min(high, rows - i);
    float[] x = copyA ? scratch : a;
    int xStart = copyA ? copiedRows + i * rowStep : aStart + (top + i) * aRow + from;
    int xStep = copyA ? rowStep : aRow;
    int end = Math.min(columns, (piece % across + 1) * wide);
    for (int j = piece % across * wide; j < end; j += WIDTH) {
      int used = Math.min(WIDTH, columns - j);
      boolean copied = copyB || used < WIDTH;
      float[] y = copied ? scratch : b;
      int yStart = copyB ? j * length : copied ? 0 : bStart + from * bRow + left + j;
      int yStep = copied ? WIDTH : bRow;
      int target = cStart + (top + i) * n + left + j;
      if (used == WIDTH) {
        column(x, xStart, xStep, height, y, yStart, yStep, target);
      } else {
        narrowColumn(
            x, xStart, xStep, height, y, yStart, yStep, target, used, tile(piece / across));
      }
    }
  }

  private int tile(int block) {
    return tiles + block * FloatTiles.HEIGHT * WIDTH;
  }

  /// All tiles over one panel.
  private void column(
      float[] x, int xStart, int xStep, int height, float[] y, int yStart, int yStep, int target) {
    for (int i = 0; i < height; i += FloatTiles.HEIGHT) {
      FloatTiles.run(
          x,
          xStart + i * xStep,
          xStep,
          Math.min(FloatTiles.HEIGHT, height - i),
          y,
          yStart,
          yStep,
          length,
          c,
          target + i * n,
          n,
          from == 0);
    }
  }

  /// All tiles over the last panel, which is not full: they run in scratch memory.
  private void narrowColumn(
      float[] x,
      int xStart,
      int xStep,
      int height,
      float[] y,
      int yStart,
      int yStep,
      int target,
      int used,
      int tile) {
    for (int i = 0; i < height; i += FloatTiles.HEIGHT) {
      int count = Math.min(FloatTiles.HEIGHT, height - i);
      int at = target + i * n;
      if (from > 0) {
        for (int row = 0; row < count; row++) {
          System.arraycopy(c, at + row * n, scratch, tile + row * WIDTH, used);
        }
      }
      FloatTiles.run(
          x,
          xStart + i * xStep,
          xStep,
          count,
          y,
          yStart,
          yStep,
          length,
          scratch,
          tile,
          WIDTH,
          from == 0);
      for (int row = 0; row < count; row++) {
        System.arraycopy(scratch, tile + row * WIDTH, c, at + row * n, used);
      }
    }
  }
}
