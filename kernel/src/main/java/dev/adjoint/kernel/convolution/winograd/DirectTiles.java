package dev.adjoint.kernel.convolution.winograd;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The tiles of a convolution whose results are computed directly because [Winograd] would make
/// them inaccurate.
///
/// The 16 results of a tile share intermediate values, so the rounding error of each is relative to
/// the largest number in the 6×6 surroundings of the tile, and a NaN or an infinity among them
/// reaches all 16. A tile is computed directly, each result as one chain in the order of (c, kh,
/// kw), if its surroundings are not finite, or if their largest absolute value, over all channels,
/// is more than [#RANGE] times that of the 3×3 window of a result. A result whose window contains
/// only zeros is set to 0 without a computation. At the edge of the image, results whose kernel is
/// one of [UnevenKernels] are computed directly too. So the error of every result is relative to
/// its own window and to the taps that meet numbers of the image.
///
/// If more than one tile in [#SHARE] would be computed directly, or if products could overflow or
/// lose digits to underflow, all tiles are computed directly. All this depends on the data alone,
/// not on the processor or the number of threads.
public final class DirectTiles {
  /// The largest allowed ratio of the numbers near a result to those in its own window.
  static final float RANGE = 16;

  /// All tiles are computed directly if more than one tile in this number must be.
  static final int SHARE = 32;

  /// The largest factor by which the transforms of an image, a kernel and a result increase a
  /// number, and the lower bound of products.
  static final double GROWTH = 4096;

  private static final double SMALLEST = 0x1p-100;

  /// The kind of a tile that is computed directly.
  private static final int DIRECT = -1;

  private static final int TILE = Winograd.TILE;
  private static final int SEEN = Winograd.SEEN;

  private final WinogradSizes s;
  private final boolean all;
  private final int[] tiles;
  private final int[] zeros;
  private final UnevenKernels uneven;
  private final boolean hasNegativeWeights;

  private DirectTiles(
      WinogradSizes s,
      boolean all,
      int[] tiles,
      int[] zeros,
      UnevenKernels uneven,
      boolean hasNegativeWeights) {
    this.s = s;
    this.all = all;
    this.tiles = tiles;
    this.zeros = zeros;
    this.uneven = uneven;
    this.hasNegativeWeights = hasNegativeWeights;
  }

  /// Examines the data of a convolution.
  ///
  /// @param kept what a [WinogradKernelsCall] has computed from the weight, or null
  public static DirectTiles of(
      MagnitudeScan scan, WinogradSizes s, View x, View weight, @Nullable View kept) {
    WeightFacts facts = WeightFacts.of(scan, s, weight, kept);
    double kernel = facts.largest();
    int count = s.down() * s.across();
    int[] kinds = new int[s.images() * count];
    boolean[] unfit = new boolean[s.images()];
    Workers.run(
        s.images(),
        n -> {
          float largest = kinds(scan, s, x, n, kinds, n * count);
          unfit[n] = !fits(largest * kernel, s.channels());
        });
    int direct = 0;
    int blank = 0;
    int[] tiles = new int[kinds.length];
    int[] zeros = new int[2 * kinds.length];
    for (int tile = 0; tile < kinds.length; tile++) {
      if (kinds[tile] == DIRECT) {
        tiles[direct++] = tile;
      } else if (kinds[tile] != 0) {
        zeros[blank++] = tile;
        zeros[blank++] = kinds[tile];
      }
    }
    boolean all = !Double.isFinite(kernel) || direct * (long) SHARE > kinds.length;
    for (boolean each : unfit) {
      all |= each;
    }
    return new DirectTiles(
        s,
        all,
        Arrays.copyOf(tiles, direct),
        Arrays.copyOf(zeros, blank),
        all ? UnevenKernels.NONE : UnevenKernels.of(s, facts.uneven()),
        !facts.isNonNegative());
  }

  private static boolean fits(double product, int channels) {
    return product == 0 || (product >= SMALLEST && product * channels * GROWTH < Float.MAX_VALUE);
  }

  /// Writes the kind of each tile of an image: [#DIRECT], or, for a tile that is not zero, one bit
  /// for each result whose window is zero. Returns the largest finite number that a tile reads.
  private static float kinds(
      MagnitudeScan scan, WinogradSizes s, View x, int n, int[] kinds, int at) {
    Magnitudes image =
        Magnitudes.of(scan, s, x, n, s.channels(), s.height(), s.width(), s.top(), s.left());
    int[] windows = image.largestOfWindows();
    int most = 0;
    for (int down = 0; down < s.down(); down++) {
      for (int across = 0; across < s.across(); across++) {
        int start = down * TILE * image.columns() + across * TILE;
        int largest = largest(windows, start, image.columns());
        if (!Float.isFinite(Float.intBitsToFloat(largest))) {
          kinds[at] = DIRECT;
        } else if (largest > 0) {
          int rows = Math.min(TILE, s.outHeight() - down * TILE);
          int columns = Math.min(TILE, s.outWidth() - across * TILE);
          kinds[at] = kind(windows, start, image.columns(), rows, columns, largest);
          most = Math.max(most, largest);
        }
        at++;
      }
    }
    return Float.intBitsToFloat(most);
  }

  private static int largest(int[] windows, int start, int step) {
    int largest = 0;
    for (int i = 0; i < TILE; i++) {
      int row = start + i * step;
      int left = Math.max(windows[row], windows[row + 1]);
      largest = Math.max(largest, Math.max(left, Math.max(windows[row + 2], windows[row + 3])));
    }
    return largest;
  }

  private static int kind(int[] windows, int start, int step, int rows, int columns, int largest) {
    int blank = 0;
    int smallest = largest;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int window = windows[start + i * step + j];
        if (window == 0) {
          blank |= 1 << (i * TILE + j);
        } else {
          smallest = Math.min(smallest, window);
        }
      }
    }
    float range = RANGE * Float.intBitsToFloat(smallest);
    return Float.intBitsToFloat(largest) > range ? DIRECT : blank;
  }

  /// Whether the whole convolution must be computed directly.
  public boolean all() {
    return all;
  }

  /// Whether [#replace] changes a result.
  public boolean replaces(View x) {
    return tiles.length > 0 || uneven.tiles().length > 0 || zeros.length > 0 || raises(x);
  }

  /// Whether no result without bias can be negative.
  private boolean raises(View x) {
    return !hasNegativeWeights && Magnitudes.nonNegative(x);
  }

  /// Replaces in y the results of the direct tiles and the results whose windows are zero.
  public void replace(View x, View weight, @Nullable View bias, View y) {
    int[] outputs = IntStream.range(0, s.outputs()).toArray();
    Workers.run(tiles.length, i -> compute(tiles[i], outputs, x, weight, bias, y));
    int[] edge = uneven.tiles();
    int count = s.down() * s.across();
    Workers.run(
        s.images() * edge.length,
        i -> {
          int tile = i / edge.length * count + edge[i % edge.length];
          compute(tile, uneven.outputs(), x, weight, bias, y);
        });
    for (int i = 0; i < zeros.length; i += 2) {
      clear(zeros[i], zeros[i + 1], bias, y);
    }
    if (raises(x)) {
      Workers.run(s.images() * s.outputs(), plane -> raise(plane, bias, y));
    }
  }

  private void raise(int plane, @Nullable View bias, View y) {
    float[] to = ((Storage.Floats) y.storage()).array();
    float least = bias(bias, plane % s.outputs());
    int start = y.offset() + plane * s.outArea();
    for (int i = start; i < start + s.outArea(); i++) {
      to[i] = Math.max(to[i], least);
    }
  }

  private void compute(int tile, int[] outputs, View x, View weight, @Nullable View bias, View y) {
    float[] from = ((Storage.Floats) x.storage()).array();
    float[] w = ((Storage.Floats) weight.storage()).array();
    float[] to = ((Storage.Floats) y.storage()).array();
    int n = tile / (s.down() * s.across());
    int down = tile / s.across() % s.down() * TILE;
    int across = tile % s.across() * TILE;
    float[] seen = new float[s.channels() * SEEN * SEEN];
    for (int c = 0; c < s.channels(); c++) {
      load(from, x.offset() + (n * s.channels() + c) * s.area(), down, across, seen, c);
    }
    float[] sums = new float[TILE * TILE];
    for (int o : outputs) {
      Arrays.fill(sums, 0);
      for (int c = 0; c < s.channels(); c++) {
        for (int t = 0; t < 9; t++) {
          float factor = w[weight.offset() + s.weightAt(o, c, t)];
          int start = c * SEEN * SEEN + t / 3 * SEEN + t % 3;
          for (int i = 0; i < TILE * TILE; i++) {
            sums[i] = Math.fma(factor, seen[start + i / TILE * SEEN + i % TILE], sums[i]);
          }
        }
      }
      float added = bias(bias, o);
      int start = y.offset() + (n * s.outputs() + o) * s.outArea();
      for (int i = 0; i < TILE * TILE; i++) {
        int h = down + i / TILE;
        int column = across + i % TILE;
        if (h < s.outHeight() && column < s.outWidth()) {
          to[start + h * s.outWidth() + column] = bias == null ? sums[i] : sums[i] + added;
        }
      }
    }
  }

  private void load(float[] from, int start, int down, int across, float[] seen, int c) {
    for (int i = 0; i < SEEN * SEEN; i++) {
      int h = down - s.top() + i / SEEN;
      int column = across - s.left() + i % SEEN;
      boolean inside = h >= 0 && h < s.height() && column >= 0 && column < s.width();
      seen[c * SEEN * SEEN + i] = inside ? from[start + h * s.width() + column] : 0;
    }
  }

  private void clear(int tile, int bits, @Nullable View bias, View y) {
    float[] to = ((Storage.Floats) y.storage()).array();
    int n = tile / (s.down() * s.across());
    int down = tile / s.across() % s.down() * TILE;
    int across = tile % s.across() * TILE;
    for (int o = 0; o < s.outputs(); o++) {
      float value = bias(bias, o);
      int start = y.offset() + (n * s.outputs() + o) * s.outArea();
      for (int i = 0; i < TILE * TILE; i++) {
        if ((bits >> i & 1) != 0) {
          to[start + (down + i / TILE) * s.outWidth() + across + i % TILE] = value;
        }
      }
    }
  }

  private static float bias(@Nullable View bias, int o) {
    return bias == null ? 0 : 0 + ((Storage.Floats) bias.storage()).array()[bias.offset() + o];
  }
}
