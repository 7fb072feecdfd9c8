package dev.adjoint.kernel.convolution.winograd;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The tiles of a convolution whose results are computed directly because [Winograd] would harm
/// them.
///
/// The 16 results of a tile share intermediate values, so the rounding error of each is relative to
/// the largest number in the 6×6 surroundings of the tile, and a NaN or an infinity among them
/// reaches all 16. A tile is computed directly, each result as one chain in the order of (c, kh,
/// kw), where the surroundings are not finite, or where their largest absolute value, over all
/// channels, is more than [#RANGE] times that of the 3×3 window of a result. A result whose window
/// holds nothing but zeros is set to 0 without a computation. So the error of every result is
/// relative to its own window.
///
/// Where more than one tile in [#SHARE] is computed directly, or where products could overflow or
/// lose digits to underflow, all are. All this depends on the data alone, neither on the processor
/// nor on the number of threads.
public final class DirectTiles {
  /// How much larger the numbers near a result may be than those in its own window.
  static final float RANGE = 16;

  /// All tiles are computed directly if more than one in so many has to be.
  static final int SHARE = 32;

  /// The most by which the transforms of an image, a kernel and a result raise a number, and the
  /// bounds of products.
  private static final double GROWTH = 4096;

  private static final double SMALLEST = 0x1p-100;

  private static final int TILE = Winograd.TILE;
  private static final int SEEN = Winograd.SEEN;

  private final WinogradSizes s;
  private final boolean all;
  private final int[] tiles;
  private final int[] zeros;

  private DirectTiles(WinogradSizes s, boolean all, int[] tiles, int[] zeros) {
    this.s = s;
    this.all = all;
    this.tiles = tiles;
    this.zeros = zeros;
  }

  /// Looks at the data of a convolution.
  public static DirectTiles of(WinogradSizes s, View x, View weight) {
    double kernel = Magnitudes.largest(weight);
    Magnitudes image = Magnitudes.of(x, s.images(), s.channels(), s.height(), s.width());
    int count = s.down() * s.across();
    // Where a tile is 1, where all its results are 2, else the bits of results without a window.
    int[] kinds = new int[s.images() * count];
    boolean[] unfit = new boolean[s.images()];
    Workers.run(
        s.images(),
        n -> {
          float largest = 0;
          for (int tile = 0; tile < count; tile++) {
            float here = kind(s, image, n, tile, kinds);
            largest = Float.isFinite(here) ? Math.max(largest, here) : largest;
          }
          unfit[n] = !fits(largest * kernel, s.channels());
        });
    int[] tiles = new int[kinds.length];
    int[] zeros = new int[kinds.length];
    int direct = 0;
    int blank = 0;
    boolean all = !Double.isFinite(kernel);
    for (int n = 0; n < unfit.length; n++) {
      all |= unfit[n];
    }
    for (int tile = 0; tile < kinds.length; tile++) {
      if (kinds[tile] == DIRECT) {
        tiles[direct++] = tile;
      } else if (kinds[tile] != 0) {
        zeros[blank++] = tile;
      }
    }
    all |= direct * (long) SHARE > kinds.length;
    return new DirectTiles(s, all, Arrays.copyOf(tiles, direct), blanks(zeros, blank, kinds));
  }

  private static final int DIRECT = -1;

  /// Pairs of a tile and the bits of its results whose windows are zero.
  private static int[] blanks(int[] zeros, int count, int[] kinds) {
    int[] pairs = new int[2 * count];
    for (int i = 0; i < count; i++) {
      pairs[2 * i] = zeros[i];
      pairs[2 * i + 1] = kinds[zeros[i]];
    }
    return pairs;
  }

  private static boolean fits(double product, int channels) {
    return product == 0 || product >= SMALLEST && product * channels * GROWTH < Float.MAX_VALUE;
  }

  /// Decides about one tile and returns the largest number in its surroundings.
  private static float kind(WinogradSizes s, Magnitudes image, int n, int tile, int[] kinds) {
    int down = tile / s.across() * TILE;
    int across = tile % s.across() * TILE;
    float[] seen = new float[SEEN * SEEN];
    float largest = image.square(n, down - s.top(), across - s.left(), SEEN, seen);
    int at = n * s.down() * s.across() + tile;
    if (largest == 0) {
      return 0;
    }
    if (!Float.isFinite(largest)) {
      kinds[at] = DIRECT;
      return largest;
    }
    int blank = 0;
    float smallest = largest;
    for (int i = 0; i < Math.min(TILE, s.outHeight() - down); i++) {
      for (int j = 0; j < Math.min(TILE, s.outWidth() - across); j++) {
        float window = window(seen, i, j);
        if (window == 0) {
          blank |= 1 << (i * TILE + j);
        } else {
          smallest = Math.min(smallest, window);
        }
      }
    }
    kinds[at] = largest > RANGE * smallest ? DIRECT : blank;
    return largest;
  }

  private static float window(float[] seen, int i, int j) {
    float largest = 0;
    for (int k = 0; k < 3; k++) {
      int at = (i + k) * SEEN + j;
      largest = Math.max(largest, Math.max(seen[at], Math.max(seen[at + 1], seen[at + 2])));
    }
    return largest;
  }

  /// Whether the whole convolution has to be computed directly.
  public boolean all() {
    return all;
  }

  /// Replaces the results of the direct tiles in y, and those whose windows are zero.
  public void replace(View x, View weight, @Nullable View bias, View y) {
    Workers.run(tiles.length, i -> compute(tiles[i], x, weight, bias, y));
    for (int i = 0; i < zeros.length; i += 2) {
      clear(zeros[i], zeros[i + 1], bias, y);
    }
    if (Magnitudes.nonNegative(weight) && Magnitudes.nonNegative(x)) {
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

  private void compute(int tile, View x, View weight, @Nullable View bias, View y) {
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
    for (int o = 0; o < s.outputs(); o++) {
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
