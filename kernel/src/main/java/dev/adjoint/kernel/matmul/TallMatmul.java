package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.tune.Processor;
import dev.adjoint.kernel.vector.VectorRegisters;
import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.Scratch;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;

/// An F32 product whose left side was stored transposed, as in the gradient for a weight.
///
/// The elements of a that a tile needs at one step of k are contiguous, so a is read in place. A
/// tile reads a column of short runs of a. Where the rows of a are a power of two apart, the
/// first-level cache holds only a few of these runs. But the tile needs only one or two cache lines
/// at each step, and these arrive from the second-level cache in time. b is copied into panels, and
/// is read from memory in the order of its storage. k is cut into stretches. The stretch length is
/// chosen so that a stretch of the smaller operand stays in the second-level cache. The whole
/// stretch of the smaller operand is read for each strip of the larger one. Where b is the larger
/// one but its stretch fits as well, strips of rows are preferred: a thread then computes the same
/// part of the gradient that it reads when the weight is updated ([Workers]).
final class TallMatmul {
  private static final int WIDTH = VectorTiles.WIDTH;
  private static final int HEIGHT = VectorTiles.HEIGHT;

  /// The number of floats of the smaller operand's stretch: five eighths of the second-level cache.
  private static final int ROOM =
      (int) (Processor.current().secondCache(VectorRegisters.LANES) * 5 / 32);

  /// The shortest stretch for which loading and storing c costs little, and the longest stretch. A
  /// longer stretch would need more memory and gain little.
  private static final int SHORT = 200;

  private static final int LONG = 384;

  /// The gap after each panel, so that panels do not map to the same cache set.
  private static final int GAP = 16;

  private final float[] a;
  private final int aStart;
  private final int aStep;
  private final float[] b;
  private final int bStart;
  private final int bRow;
  private final int bColumn;
  private final float[] c;
  private final int cStart;
  private final int m;
  private final int k;
  private final int n;

  /// The longest stretch, the step of the copied panels, and the offsets of the other parts of the
  /// scratch memory: the last rows of a, which fill no tile, and a tile for each piece.
  private final int depth;

  private final int panel;
  private final int lastRows;
  private final int tiles;

  /// Whether pieces are strips of rows, not of columns.
  private final boolean byRows;

  /// The number of rows and columns of a piece, and of steps of k in each piece of the copy.
  private final int high;

  private final int wide;
  private final int pieces;
  private final int copySteps;

  /// The current stretch.
  private int from;

  private int length;

  private float[] scratch = {};

  private TallMatmul(
      MatrixProduct p, float[] a, int aStart, float[] b, int bStart, float[] c, int cStart) {
    this.a = a;
    this.aStart = aStart;
    this.aStep = p.aColumn();
    this.b = b;
    this.bStart = bStart;
    this.bRow = p.bRow();
    this.bColumn = p.bColumn();
    this.c = c;
    this.cStart = cStart;
    this.m = p.m();
    this.k = p.k();
    this.n = p.n();
    depth = MatrixProduct.stretch(k, Math.min(ROOM / Math.min(m, n), LONG));
    panel = depth * WIDTH + GAP;
    lastRows = Math.ceilDiv(n, WIDTH) * panel;
    tiles = lastRows + (m % HEIGHT == 0 ? 0 : depth * HEIGHT);
    byRows = m > n || (long) n * depth <= ROOM;
    int strips = byRows ? Math.ceilDiv(m, HEIGHT) : Math.ceilDiv(n, WIDTH);
    long strip = (long) depth * (byRows ? HEIGHT * n : WIDTH * m);
    int most = Math.clamp(PieceSize.VECTOR_PRODUCTS / strip, 1, strips);
    high = byRows ? most * HEIGHT : m;
    wide = byRows ? n : most * WIDTH;
    pieces = Math.ceilDiv(strips, most);
    copySteps = Math.clamp(PieceSize.COPIED / n, 1, depth);
  }

  /// Whether a product of this form is computed by this algorithm.
  static boolean suits(MatrixProduct p) {
    return p.aRow() == 1
        && p.aColumn() != 1
        && p.m() > HEIGHT
        && Math.min(p.m(), p.n()) <= ROOM / SHORT;
  }

  static void run(
      MatrixProduct p, float[] a, int aStart, float[] b, int bStart, float[] c, int cStart) {
    new TallMatmul(p, a, aStart, b, bStart, c, cStart).run();
  }

  private void run() {
    scratch = Scratch.borrowForCall(tiles + pieces * HEIGHT * WIDTH);
    for (from = 0; from < k; from += depth) {
      length = Math.min(depth, k - from);
      Workers.run(Math.ceilDiv(length, copySteps), this::copy);
      int rest = m % HEIGHT;
      int at = aStart + from * aStep + m - rest;
      if (rest > 0) {
        // Without a rest there is no room for it, and even an empty copy must not begin outside.
        // Rows that the tile lacks are cleared, because an Intel processor is slow with subnormal
        // numbers.
        Arrays.fill(scratch, lastRows, lastRows + length * HEIGHT, 0);
        VectorPanels.ofRows(a, at, aStep, 1, length, rest, scratch, lastRows, HEIGHT);
      }
      Workers.run(pieces, this::block);
    }
    Scratch.giveBackFromCall(scratch);
  }

  private void copy(int piece) {
    int first = piece * copySteps;
    int count = Math.min(copySteps, length - first);
    int at = bStart + (from + first) * bRow;
    VectorPanels.ofColumns(b, at, bRow, bColumn, count, n, scratch, first * WIDTH, panel);
  }

  /// The tiles of one piece: for each strip of the side that is cut, all tiles along the other
  /// side.
  private void block(int piece) {
    int tile = tiles + piece * HEIGHT * WIDTH;
    if (byRows) {
      int bottom = Math.min(m, (piece + 1) * high);
      for (int i = piece * high; i < bottom; i += HEIGHT) {
        for (int j = 0; j < n; j += WIDTH) {
          tile(i, j, tile);
        }
      }
    } else {
      int right = Math.min(n, (piece + 1) * wide);
      for (int j = piece * wide; j < right; j += WIDTH) {
        for (int i = 0; i < m; i += HEIGHT) {
          tile(i, j, tile);
        }
      }
    }
  }

  /// The tile at row i and column j. A tile that is not full is computed in scratch memory.
  private void tile(int i, int j, int tile) {
    int high = Math.min(HEIGHT, m - i);
    int wide = Math.min(WIDTH, n - j);
    int at = cStart + i * n + j;
    boolean whole = high == HEIGHT;
    if (whole && wide == WIDTH) {
      tile(a, aStart + from * aStep + i, aStep, j, c, at, n);
      return;
    }
    if (from > 0) {
      VectorPanels.ofRows(c, at, n, 1, high, wide, scratch, tile, WIDTH);
    }
    if (whole) {
      tile(a, aStart + from * aStep + i, aStep, j, scratch, tile, WIDTH);
    } else {
      tile(scratch, lastRows, HEIGHT, j, scratch, tile, WIDTH);
    }
    VectorTileRows.store(scratch, tile, high, wide, c, at, n);
  }

  private void tile(float[] x, int at, int step, int j, float[] y, int yStart, int yStep) {
    int panel = j / WIDTH * this.panel;
    for (int done = 0; done < length; done += MatrixProduct.BLOCK) {
      int steps = Math.min(MatrixProduct.BLOCK, length - done);
      int copied = panel + done * WIDTH;
      boolean first = from + done == 0;
      VectorTallTiles.run(
          x, at + done * step, step, scratch, copied, steps, y, yStart, yStep, first);
    }
  }
}
