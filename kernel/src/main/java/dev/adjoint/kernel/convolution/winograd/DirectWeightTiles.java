package dev.adjoint.kernel.convolution.winograd;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;

/// The tiles whose part of the gradient for the weight is computed directly because [Winograd]
/// would make it inaccurate.
///
/// The nine taps of a weight share the intermediate values of a tile, so a tile adds to each tap an
/// error relative to the product of its largest numbers in x and in g. A tile is excluded from
/// Winograd's algorithm, and its products are added directly at the end, if these numbers are not
/// finite, or if for some tap their product is more than [DirectTiles#RANGE] times a sum: the sum
/// over all tiles of the largest product that contributes to that tap. Numbers are compared by
/// their largest absolute value over the channels. Tiles with [EdgeNumbers] that are too large for
/// their channel are excluded too.
///
/// Each weight adds one chain over the excluded tiles, in the order of (n, row, column) and of the
/// elements of g. If more than one tile in [DirectTiles#SHARE] is excluded, or if products could
/// overflow, the whole gradient is computed directly. This depends on the data alone.
public final class DirectWeightTiles {
  private static final int TILE = Winograd.TILE;

  private final WinogradSizes s;
  private final boolean all;
  private final boolean[] left;
  private final int[] tiles;

  private DirectWeightTiles(WinogradSizes s, boolean all, boolean[] left, int[] tiles) {
    this.s = s;
    this.all = all;
    this.left = left;
    this.tiles = tiles;
  }

  /// Examines the data of a gradient.
  public static DirectWeightTiles of(MagnitudeScan scan, WinogradSizes s, View g, View x) {
    float[] products = new float[s.images() * s.down() * s.across()];
    ImageScan[] scans = new ImageScan[s.images()];
    Workers.run(s.images(), n -> scans[n] = products(scan, s, g, x, n, products));
    double sum = 0;
    double most = 0;
    for (float product : products) {
      sum += product;
      most = Math.max(most, product);
    }
    boolean fits = sum * TILE * TILE * DirectTiles.GROWTH < Float.MAX_VALUE;
    double floor = Arrays.stream(scans).mapToDouble(ImageScan::least).sum();
    boolean[] left = atEdge(s, g, x, scans);
    if (fits && most <= DirectTiles.RANGE * floor && left.length == 0) {
      return new DirectWeightTiles(s, false, left, new int[0]);
    }
    return directly(s, products, smallestTap(scan, s, g, x), left);
  }

  private static DirectWeightTiles directly(
      WinogradSizes s, float[] products, double smallestTap, boolean[] atEdge) {
    boolean[] left = Arrays.copyOf(atEdge, products.length);
    int[] tiles = new int[products.length];
    int direct = 0;
    double rest = 0;
    for (int i = 0; i < products.length; i++) {
      left[i] |= !(products[i] <= DirectTiles.RANGE * smallestTap);
      if (left[i]) {
        tiles[direct++] = i;
      } else {
        rest += products[i];
      }
    }
    boolean all =
        direct * (long) DirectTiles.SHARE > products.length
            || rest * TILE * TILE * DirectTiles.GROWTH >= Float.MAX_VALUE;
    return new DirectWeightTiles(s, all, left, Arrays.copyOf(tiles, direct));
  }

  /// The tiles that contain one of the [EdgeNumbers] that are too large; empty if none does.
  private static boolean[] atEdge(WinogradSizes s, View g, View x, ImageScan[] scans) {
    float ofImages = 0;
    float ofGradients = 0;
    for (ImageScan scan : scans) {
      ofImages = Math.max(ofImages, scan.image());
      ofGradients = Math.max(ofGradients, scan.gradient());
    }
    int[] inImage = EdgeNumbers.ofImage(s, x).tooLarge(ofImages);
    int[] inGradient = EdgeNumbers.ofGradient(s, g).tooLarge(ofGradients);
    if (inImage.length == 0 && inGradient.length == 0) {
      return new boolean[0];
    }
    boolean[] left = new boolean[s.images() * s.down() * s.across()];
    for (int pixel : inGradient) {
      int row = pixel % s.outArea() / s.outWidth();
      int column = pixel % s.outWidth();
      left[(pixel / s.outArea() * s.down() + row / TILE) * s.across() + column / TILE] = true;
    }
    for (int pixel : inImage) {
      int row = pixel % s.area() / s.width() + s.top();
      int column = pixel % s.width() + s.left();
      int first = pixel / s.area() * s.down();
      for (int down = firstTile(row); down < Math.min(s.down(), row / TILE + 1); down++) {
        for (int across = firstTile(column);
            across < Math.min(s.across(), column / TILE + 1);
            across++) {
          left[(first + down) * s.across() + across] = true;
        }
      }
    }
    return left;
  }

  /// The first tile that reads a row, counted from the first row that any tile reads.
  private static int firstTile(int row) {
    return Math.max(0, (row - Winograd.SEEN + TILE) / TILE);
  }

  /// What one pass over an image finds.
  ///
  /// @param least a lower bound of the sum of largest products of any tap
  /// @param image the largest number of x
  /// @param gradient the largest number of g
  private record ImageScan(double least, float image, float gradient) {}

  private static Magnitudes image(MagnitudeScan scan, WinogradSizes s, View x, int n) {
    return Magnitudes.of(scan, s, x, n, s.channels(), s.height(), s.width(), s.top(), s.left());
  }

  private static Magnitudes gradient(MagnitudeScan scan, WinogradSizes s, View g, int n) {
    return Magnitudes.of(scan, s, g, n, s.outputs(), s.outHeight(), s.outWidth(), 0, 0);
  }

  /// Writes the product of the largest numbers of each tile of an image. The lower bound is the sum
  /// over the tiles of the largest gradient times the smallest of the nine numbers that are
  /// multiplied by it.
  private static ImageScan products(
      MagnitudeScan scan, WinogradSizes s, View g, View x, int n, float[] products) {
    Magnitudes image = image(scan, s, x, n);
    int[] gradient = gradient(scan, s, g, n).of();
    int[] largest = image.largestOfWindows();
    int[] smallest = image.smallestOfWindows();
    double least = 0;
    int ofImage = 0;
    int ofGradient = 0;
    int at = n * s.down() * s.across();
    for (int down = 0; down < s.down(); down++) {
      for (int across = 0; across < s.across(); across++) {
        int seen = 0;
        int made = 0;
        int met = 0;
        for (int i = 0; i < TILE * TILE; i++) {
          int cell = (down * TILE + i / TILE) * image.columns() + across * TILE + i % TILE;
          seen = Math.max(seen, largest[cell]);
          if (gradient[cell] > made) {
            made = gradient[cell];
            met = smallest[cell];
          }
        }
        ofImage = Math.max(ofImage, seen);
        ofGradient = Math.max(ofGradient, made);
        float most = Float.intBitsToFloat(made);
        products[at++] = Float.intBitsToFloat(seen) * most;
        float product = most * Float.intBitsToFloat(met);
        least += Float.isFinite(product) ? product : 0;
      }
    }
    return new ImageScan(least, Float.intBitsToFloat(ofImage), Float.intBitsToFloat(ofGradient));
  }

  /// The smallest sum over the nine taps. The sum of a tap is taken over all tiles of all images in
  /// their order; each tile adds the largest product that contributes to the tap.
  private static double smallestTap(MagnitudeScan scan, WinogradSizes s, View g, View x) {
    double[] taps = new double[9 * s.images()];
    Workers.run(
        s.images(),
        n -> {
          Magnitudes image = image(scan, s, x, n);
          int[] gradient = gradient(scan, s, g, n).of();
          for (int down = 0; down < s.down() * TILE; down += TILE) {
            for (int across = 0; across < s.across() * TILE; across += TILE) {
              int start = down * image.columns() + across;
              for (int t = 0; t < 9; t++) {
                int met = start + t / 3 * image.columns() + t % 3;
                taps[9 * n + t] += largest(gradient, start, image.of(), met, image.columns());
              }
            }
          }
        });
    double smallest = Double.POSITIVE_INFINITY;
    for (int t = 0; t < 9; t++) {
      double sum = 0;
      for (int i = t; i < taps.length; i += 9) {
        sum += taps[i];
      }
      smallest = Math.min(smallest, sum);
    }
    return smallest;
  }

  /// The largest finite product of a tile.
  private static float largest(int[] gradient, int start, int[] image, int met, int step) {
    float most = 0;
    for (int i = 0; i < TILE * TILE; i++) {
      int cell = i / TILE * step + i % TILE;
      float product =
          Float.intBitsToFloat(gradient[start + cell]) * Float.intBitsToFloat(image[met + cell]);
      most = Float.isFinite(product) ? Math.max(most, product) : most;
    }
    return most;
  }

  /// Whether the whole gradient must be computed directly.
  public boolean all() {
    return all;
  }

  /// Whether no tile is excluded.
  boolean none() {
    return tiles.length == 0;
  }

  /// Whether a tile is excluded from Winograd's algorithm.
  boolean leavesOut(int n, int down, int across) {
    return left.length > 0 && left[(n * s.down() + down) * s.across() + across];
  }

  /// Adds the products of the excluded tiles. Where no product is negative, replaces negative
  /// results, which can only be rounding errors, by 0.
  public void add(View g, View x, View dw) {
    if (tiles.length > 0) {
      Workers.run(s.outputs(), o -> add(o, g, x, dw));
    }
    if (Magnitudes.nonNegative(g) && Magnitudes.nonNegative(x)) {
      Magnitudes.clamp(dw);
    }
  }

  private void add(int o, View g, View x, View dw) {
    float[] from = ((Storage.Floats) x.storage()).array();
    float[] gradients = ((Storage.Floats) g.storage()).array();
    float[] to = ((Storage.Floats) dw.storage()).array();
    float[] sums = new float[9];
    for (int c = 0; c < s.channels(); c++) {
      Arrays.fill(sums, 0);
      for (int tile : tiles) {
        int n = tile / (s.down() * s.across());
        int top = tile / s.across() % s.down() * TILE;
        int first = tile % s.across() * TILE;
        int gStart = g.offset() + (n * s.outputs() + o) * s.outArea();
        int xStart = x.offset() + (n * s.channels() + c) * s.area();
        for (int h = top; h < Math.min(top + TILE, s.outHeight()); h++) {
          for (int column = first; column < Math.min(first + TILE, s.outWidth()); column++) {
            float factor = gradients[gStart + h * s.outWidth() + column];
            for (int t = 0; t < 9; t++) {
              int row = h - s.top() + t / 3;
              int inputColumn = column - s.left() + t % 3;
              boolean inside =
                  row >= 0 && row < s.height() && inputColumn >= 0 && inputColumn < s.width();
              float value = inside ? from[xStart + row * s.width() + inputColumn] : 0;
              sums[t] = Math.fma(factor, value, sums[t]);
            }
          }
        }
      }
      int start = dw.offset() + s.weightAt(o, c, 0);
      for (int t = 0; t < 9; t++) {
        to[start + t] += sums[t];
      }
    }
  }
}
