package dev.adjoint.kernel;

import java.util.Arrays;

/// The matrix product with the Vector API; bit for bit that of [ScalarMatmul].
///
/// The product is cut into blocks of c. For each block, k is cut into stretches; for each stretch
/// the part of b is copied into panels as wide as a tile, unless b is used too little to pay for
/// it, and the tiles of the block run over them. A tile takes up the chains where the stretch
/// before left them, in c, so each output is still one chain in the order of k. Vectors run along
/// the columns of c.
final class VectorMatmul {
  /// Below this many multiplications nothing pays but to begin at once.
  private static final int TINY = 256;

  /// Up to this many rows, b is read where it lies: a copy would not be used often enough.
  private static final int FEW_ROWS = 24;

  /// A panel of b, this many floats, stays in the first cache while the tiles of a block use it.
  private static final int PANEL = 12_288;

  /// Less work than this, in multiplications, is not worth handing to another thread.
  private static final long PIECE = 1 << 19;

  /// Blocks are made smaller, if they can be, until there are so many.
  private static final int BLOCKS = 16;

  private static final int TALL = 21 * 12;
  private static final int WIDE = 8 * FloatTiles.WIDTH;

  private VectorMatmul() {}

  static void run(View a, View b, View c) {
    if (!(c.storage() instanceof Storage.Floats y)) {
      ScalarMatmul.run(a, b, c);
      return;
    }
    MatrixProduct p = MatrixProduct.of(a, b, c).simplified();
    long outputs = (long) p.batches() * p.m() * p.n();
    if (outputs == 0) {
      return;
    }
    float[] left = ((Storage.Floats) p.a().storage()).array();
    float[] right = ((Storage.Floats) p.b().storage()).array();
    if (p.k() == 0) {
      Arrays.fill(y.array(), p.offset(), p.offset() + (int) outputs, 0);
    } else if (outputs * p.k() <= TINY) {
      FloatChains.run(p, left, right, y.array());
    } else if (p.m() == 1) {
      FloatRowMatmul.run(p, left, right, y.array());
    } else {
      blocks(p, left, right, y.array());
    }
  }

  private static void blocks(MatrixProduct p, float[] a, float[] b, float[] c) {
    int height = Math.min(p.m(), TALL);
    int width = Math.min(p.n(), WIDE);
    long blockWork = (long) height * width * p.k();
    while (blockWork > 2 * PIECE && count(p, height, width) < BLOCKS) {
      if (width > 2 * FloatTiles.WIDTH) {
        width = Math.ceilDiv(width, 2 * FloatTiles.WIDTH) * FloatTiles.WIDTH;
      } else if (height > 8 * 12) {
        height = Math.ceilDiv(height, 2 * 12) * 12;
      } else {
        break;
      }
      blockWork = (long) height * width * p.k();
    }
    int high = height;
    int wide = width;
    int down = Math.ceilDiv(p.m(), high);
    int across = Math.ceilDiv(p.n(), wide);
    int blocks = p.batches() * down * across;
    int group = Math.clamp(PIECE / blockWork, 1, blocks);
    Workers.run(
        Math.ceilDiv(blocks, group),
        piece -> {
          int end = Math.min(blocks, (piece + 1) * group);
          for (int block = piece * group; block < end; block++) {
            int batch = block / (down * across);
            int top = block / across % down * high;
            int left = block % across * wide;
            block(
                p,
                a,
                b,
                c,
                batch,
                top,
                Math.min(high, p.m() - top),
                left,
                Math.min(wide, p.n() - left));
          }
        });
  }

  private static long count(MatrixProduct p, int height, int width) {
    return (long) p.batches() * Math.ceilDiv(p.m(), height) * Math.ceilDiv(p.n(), width);
  }

  private static void block(
      MatrixProduct p,
      float[] a,
      float[] b,
      float[] c,
      int batch,
      int top,
      int rows,
      int left,
      int columns) {
    int stretches = Math.ceilDiv(p.k(), PANEL / FloatTiles.WIDTH);
    int depth = Math.ceilDiv(p.k(), stretches);
    boolean panels = p.bColumn() != 1 || rows > FEW_ROWS;
    boolean copyA =
        p.aColumn() != 1 || (p.aRow() % 256 == 0 && columns > FloatTiles.WIDTH && rows > 12);
    int step = depth + 16;
    int padded = Math.ceilDiv(columns, FloatTiles.WIDTH) * FloatTiles.WIDTH;
    int tile = FloatTiles.HEIGHT * FloatTiles.WIDTH;
    int panelSize = depth * (panels ? padded : FloatTiles.WIDTH);
    float[] scratch = Scratch.borrow(tile + panelSize + (copyA ? rows * step : 0));
    int aStart = p.aOffset(batch) + top * p.aRow();
    int bStart = p.bOffset(batch) + left * p.bColumn();
    int cStart = p.cOffset(batch) + top * p.n() + left;
    for (int k = 0; k < p.k(); k += depth) {
      int length = Math.min(depth, p.k() - k);
      int bAt = bStart + k * p.bRow();
      int aAt = aStart + k * p.aColumn();
      if (panels) {
        FloatPanels.ofColumns(b, bAt, p.bRow(), p.bColumn(), length, columns, scratch, tile);
      } else if (padded != columns) {
        int rest = columns % FloatTiles.WIDTH;
        FloatPanels.ofColumns(b, bAt + columns - rest, p.bRow(), 1, length, rest, scratch, tile);
      }
      if (copyA) {
        FloatPanels.ofRows(
            a, aAt, p.aRow(), p.aColumn(), rows, length, scratch, tile + panelSize, step);
      }
      float[] x = copyA ? scratch : a;
      int xAt = copyA ? tile + panelSize : aAt;
      int xStep = copyA ? step : p.aRow();
      for (int j = 0; j < columns; j += FloatTiles.WIDTH) {
        int used = Math.min(FloatTiles.WIDTH, columns - j);
        boolean own = panels || used < FloatTiles.WIDTH;
        float[] y = own ? scratch : b;
        int yAt = own ? (panels ? tile + j * length : tile) : bAt + j;
        int yStep = own ? FloatTiles.WIDTH : p.bRow();
        column(
            x,
            xAt,
            xStep,
            rows,
            y,
            yAt,
            yStep,
            length,
            c,
            cStart + j,
            p.n(),
            used,
            k == 0,
            scratch);
      }
    }
    Scratch.giveBack(scratch);
  }

  /// All tiles over one panel of b.
  private static void column(
      float[] a,
      int aStart,
      int aStep,
      int rows,
      float[] b,
      int bStart,
      int bStep,
      int depth,
      float[] c,
      int cStart,
      int cStep,
      int used,
      boolean first,
      float[] tile) {
    for (int i = 0; i < rows; i += FloatTiles.HEIGHT) {
      int high = Math.min(FloatTiles.HEIGHT, rows - i);
      int aAt = aStart + i * aStep;
      int cAt = cStart + i * cStep;
      if (used == FloatTiles.WIDTH) {
        FloatTiles.run(a, aAt, aStep, high, b, bStart, bStep, depth, c, cAt, cStep, first);
      } else {
        if (!first) {
          for (int r = 0; r < high; r++) {
            System.arraycopy(c, cAt + r * cStep, tile, r * FloatTiles.WIDTH, used);
          }
        }
        FloatTiles.run(
            a, aAt, aStep, high, b, bStart, bStep, depth, tile, 0, FloatTiles.WIDTH, first);
        for (int r = 0; r < high; r++) {
          System.arraycopy(tile, r * FloatTiles.WIDTH, c, cAt + r * cStep, used);
        }
      }
    }
  }
}
