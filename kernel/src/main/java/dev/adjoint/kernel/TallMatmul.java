package dev.adjoint.kernel;

/// An F32 product whose left side was stored transposed, as in the gradient for a weight.
///
/// k is cut into stretches so short that the copies of both sides stay in the second cache until
/// their tiles have run: from memory each side is read once. The left side is copied row by row as
/// it lies, for [FloatTallTiles].
final class TallMatmul {
  private static final int WIDTH = FloatTiles.WIDTH;
  private static final int HEIGHT = FloatTiles.HEIGHT;

  /// Floats of both copies, half the second cache. Processors with vectors of 512 bits have one of
  /// at least 1 MB.
  private static final int ROOM = (FloatTiles.LANES == 16 ? 128 : 64) * 1024;

  /// The shortest stretch that is worth taking c up and putting it down.
  private static final int SHORT = 96;

  /// The gap after each panel, so that panels do not compete for the same place in the cache.
  private static final int GAP = FloatPanels.OVERRUN;

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

  /// The longest stretch, the panels' steps, and where the parts of the scratch memory begin.
  private final int depth;

  private final int aPanel;
  private final int bPanel;
  private final int rows;
  private final int tiles;
  private final int end;

  /// How many rows a piece has, and how many columns a piece of a copy.
  private final int high;

  private final int aWide;
  private final int bWide;

  /// The stretch that is being worked on.
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
    depth = Math.ceilDiv(k, Math.ceilDiv(k, longest(p)));
    aPanel = HEIGHT * depth + GAP;
    high =
        Math.clamp(TiledMatmul.PIECE / ((long) n * depth * HEIGHT), 1, Math.ceilDiv(m, HEIGHT))
            * HEIGHT;
    aWide = Math.max(TiledMatmul.COPY_PIECE / depth / HEIGHT, 1) * HEIGHT;
    bWide = Math.max(TiledMatmul.COPY_PIECE / depth / WIDTH, 1) * WIDTH;
    bPanel = WIDTH * depth + GAP;
    rows = Math.ceilDiv(n, WIDTH) * bPanel;
    tiles = rows + Math.ceilDiv(m, HEIGHT) * aPanel;
    end = tiles + Math.ceilDiv(m, high) * HEIGHT * WIDTH;
  }

  private static int longest(MatrixProduct p) {
    return ROOM / (p.m() + p.n());
  }

  /// Whether this is the way for a product of this form: the left side is the larger copy, and
  /// neither is so large that the stretches would get too short.
  static boolean suits(MatrixProduct p) {
    return p.aRow() == 1
        && p.aColumn() != 1
        && p.m() > HEIGHT
        && p.m() >= p.n()
        && p.m() + p.n() <= ROOM / SHORT;
  }

  static void run(
      MatrixProduct p, float[] a, int aStart, float[] b, int bStart, float[] c, int cStart) {
    new TallMatmul(p, a, aStart, b, bStart, c, cStart).run();
  }

  private void run() {
    scratch = Scratch.borrowForCall(end);
    int copies = Math.ceilDiv(m, aWide) + Math.ceilDiv(n, bWide);
    int blocks = Math.ceilDiv(m, high);
    for (from = 0; from < k; from += depth) {
      length = Math.min(depth, k - from);
      Workers.run(copies, this::copy);
      Workers.run(blocks, this::block);
    }
    Scratch.giveBackFromCall(scratch);
  }

  private void copy(int piece) {
    int left = piece * bWide;
    if (left < n) {
      FloatPanels.ofColumns(
          b,
          bStart + from * bRow + left * bColumn,
          bRow,
          bColumn,
          length,
          Math.min(bWide, n - left),
          scratch,
          left / WIDTH * bPanel,
          bPanel);
      return;
    }
    int top = (piece - Math.ceilDiv(n, bWide)) * aWide;
    FloatPanels.tall(
        a,
        aStart + from * aStep + top,
        aStep,
        length,
        Math.min(aWide, m - top),
        scratch,
        rows + top / HEIGHT * aPanel,
        aPanel);
  }

  private void block(int piece) {
    int bottom = Math.min(m, (piece + 1) * high);
    int tile = tiles + piece * HEIGHT * WIDTH;
    for (int i = piece * high; i < bottom; i += HEIGHT) {
      int count = Math.min(HEIGHT, bottom - i);
      for (int j = 0; j < n; j += WIDTH) {
        if (n - j >= WIDTH) {
          tile(i, j, count, c, cStart + i * n + j, n);
        } else {
          narrowTile(i, j, count, tile);
        }
      }
    }
  }

  private void tile(int i, int j, int count, float[] y, int yStart, int yStep) {
    FloatTallTiles.run(
        scratch,
        rows + i / HEIGHT * aPanel,
        count,
        scratch,
        j / WIDTH * bPanel,
        length,
        y,
        yStart,
        yStep,
        from == 0);
  }

  /// A tile in the last panel, which is not full: it runs in scratch memory.
  private void narrowTile(int i, int j, int count, int tile) {
    int used = n - j;
    int at = cStart + i * n + j;
    if (from > 0) {
      FloatPanels.ofRows(c, at, n, 1, count, used, scratch, tile, WIDTH);
    }
    tile(i, j, count, scratch, tile, WIDTH);
    FloatPanels.ofRows(scratch, tile, WIDTH, 1, count, used, c, at, n);
  }
}
