package dev.adjoint.kernel.convolution.winograd;

import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.convolution.direct.ConvolutionSizes;
import org.jspecify.annotations.Nullable;

/// Winograd's algorithm for a 3×3 convolution at stride 1, `F(4×4, 3×3)`: 36 multiplications
/// instead of 144 for a tile of 4×4 results.
///
/// Six numbers of an image and three of a kernel are treated as the coefficients of polynomials.
/// The product of the polynomials is determined by its values at six points, which here are 0,
/// ±[#A], ±[#B] and ∞. So six multiplications give four results of a convolution. In two
/// directions, the same method gives a square of results. With the numbers d of a tile's 6×6
/// surroundings and the kernel w, where `⊙` multiplies element by element,
///
/// `y = Aᵀ · ((G · w · Gᵀ) ⊙ (Bᵀ · d · B)) · A`.
///
/// The sum over the channels is taken before the multiplication by the outer factors, so these are
/// applied once for each tile of x and of y. In every pair of factors, the rows (the vertical
/// direction) are transformed first.
///
/// The gradient of the kernel is computed from the same tiles. With the gradients g of a tile's
/// results (zero where a tile extends past the edge),
///
/// `dw = Gᵀ · (Σ (Bᵀ · d · B) ⊙ (A · g · Aᵀ)) · G`,
///
/// the sum over the tiles of all images. The images are cut into runs ([#runLength]). The tiles of
/// a run, in the order of (n, row, column), are cut into blocks. A block is some images or, for
/// larger images, some rows of tiles ([#blockImages], [#blockRows]). Each block is one chain from
/// +0 for each of the 36 values. The blocks of a run are added from the first to the last, then the
/// runs. The short chains compensate for the accuracy that the transforms lose.
///
/// With the usual points ±1 and ±2 the error is twice as large. A tile's results are differences of
/// numbers that are as large as the fourth powers of the points and of their reciprocals, and the
/// points 5/8 and 3/2 keep both small. The powers of these points that are used are exact in F32.
///
/// Sources: Winograd, Arithmetic Complexity of Computations (1980); Lavin and Gray, Fast Algorithms
/// for Convolutional Neural Networks (2016); for the points Barabasz et al., Error Analysis and
/// Improving the Accuracy of Winograd Convolution (2020).
public final class Winograd {
  /// The system property that makes all convolutions use the direct algorithm.
  static final String PROPERTY = "adjoint.convolution";

  /// The number of results of a tile in each direction, of the elements that they read, and of the
  /// values of a tile.
  static final int TILE = 4;

  static final int SEEN = 6;
  static final int VALUES = SEEN * SEEN;

  /// The points, their squares and cubes.
  static final float A = 0.625f;

  static final float B = 1.5f;
  static final float A2 = A * A;
  static final float B2 = B * B;
  static final float A3 = A2 * A;
  static final float B3 = B2 * B;

  /// The coefficients of `(x² − A²) · (x² − B²)`.
  static final float PRODUCT = A2 * B2;

  static final float SUM = A2 + B2;

  /// The divisors of the values of a kernel at 0, ±A and ±B.
  static final float AT_ZERO = (float) (1 / ((double) A2 * B2));

  static final float AT_A = (float) (1 / (2.0 * A2 * (A2 - B2)));
  static final float AT_B = (float) (1 / (2.0 * B2 * (B2 - A2)));

  /// With fewer channels or outputs, the transforms before and after cost more than the algorithm
  /// saves. With fewer tiles, the values of the kernels do. The gradient for the weight has no
  /// results to transform back, so its limit is lower.
  static final int CHANNELS = 32;

  static final int WEIGHT_CHANNELS = 16;
  static final int TILES = 32;

  /// The approximate number of tiles of a block, and the least number of tiles of a run.
  private static final int BLOCK = 32;

  /// The largest total number of values of all runs, if there are several runs.
  private static final int RUN_VALUES = 1 << 22;

  private static final boolean ALLOWED = allowed(System.getProperty(PROPERTY));

  private Winograd() {}

  static boolean allowed(@Nullable String way) {
    if (way != null && !"direct".equals(way)) {
      throw new IllegalArgumentException(PROPERTY + ": must be direct or absent but is " + way);
    }
    return way == null;
  }

  /// Whether y is computed by Winograd's algorithm: the rule of the package `convolution`.
  public static boolean forward(ConvolutionSizes s, Storage kind) {
    return ALLOWED
        && kind instanceof Storage.Floats
        && suits(s, s.outHeight(), s.outWidth(), CHANNELS);
  }

  /// Whether dx is computed by Winograd's algorithm.
  public static boolean data(ConvolutionSizes s, Storage kind) {
    return ALLOWED && kind instanceof Storage.Floats && suits(s, s.height(), s.width(), CHANNELS);
  }

  /// Whether dw is computed by Winograd's algorithm, over the same tiles as y.
  public static boolean weight(ConvolutionSizes s, Storage kind) {
    return ALLOWED
        && kind instanceof Storage.Floats
        && suits(s, s.outHeight(), s.outWidth(), WEIGHT_CHANNELS);
  }

  /// The number of images of a run of the gradient for the weight.
  static int runLength(WinogradSizes s) {
    long tiles = (long) s.images() * s.down() * s.across();
    long room = RUN_VALUES / ((long) VALUES * s.channels() * s.outputs());
    int runs = Math.clamp(Math.min(tiles / BLOCK, room), 1, ConvolutionSizes.RUNS);
    return Math.ceilDiv(s.images(), runs);
  }

  /// The number of images of a block.
  static int blockImages(WinogradSizes s) {
    return Math.clamp(BLOCK / (s.down() * s.across()), 1, runLength(s));
  }

  /// The number of rows of tiles of a block, in each image. The last block of an image may have
  /// fewer.
  static int blockRows(WinogradSizes s) {
    int blocks = (s.down() * s.across() + BLOCK / 2) / BLOCK;
    return Math.ceilDiv(s.down(), Math.clamp(blocks, 1, s.down()));
  }

  private static boolean suits(ConvolutionSizes s, int height, int width, int channels) {
    Convolution how = s.how();
    long tiles = (long) tiles(height) * tiles(width);
    return s.kernelHeight() == 3
        && s.kernelWidth() == 3
        && how.strideHeight() == 1
        && how.strideWidth() == 1
        && how.dilationHeight() == 1
        && how.dilationWidth() == 1
        && how.groups() == 1
        && how.top() <= 2
        && how.left() <= 2
        && s.channels() >= channels
        && s.outputs() >= channels
        && tiles * s.images() >= TILES
        && tiles * TILE * TILE <= 2L * height * width;
  }

  /// The number of tiles that cover a length.
  static int tiles(int length) {
    return Math.ceilDiv(length, TILE);
  }
}
