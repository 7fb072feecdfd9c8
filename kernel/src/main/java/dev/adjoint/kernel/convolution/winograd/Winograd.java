package dev.adjoint.kernel.convolution.winograd;

import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.convolution.direct.ConvolutionSizes;
import org.jspecify.annotations.Nullable;

/// The short way through a 3×3 convolution at stride 1, `F(4×4, 3×3)`: 36 multiplications instead
/// of 144 for a tile of 4×4 results.
///
/// Six numbers of an image and three of a kernel are taken for polynomials. Their product is known
/// by its values at six points, which here are 0, ±[#A], ±[#B] and ∞; so six multiplications make
/// four results of a convolution, and two directions make a square of that. With the numbers d of a
/// tile's 6×6 surroundings and the kernel w, where `⊙` multiplies element by element,
///
/// `y = Aᵀ · ((G · w · Gᵀ) ⊙ (Bᵀ · d · B)) · A`,
///
/// and the sum over the channels is taken before the outer factors, which are thus spent once for
/// each tile of x and of y. In every pair of factors the rows (the vertical direction) come first.
///
/// The gradient of the kernel is made of the same tiles. With the gradients g of a tile's results
/// (zero where a tile reaches over the edge),
///
/// `dw = Gᵀ · (Σ (Bᵀ · d · B) ⊙ (A · g · Aᵀ)) · G`,
///
/// the sum over the tiles of all images. The images are cut into runs ([#runLength]), and the tiles
/// of a run, in the order of (n, row, column), into blocks: some images or, of larger images, some
/// rows of tiles ([#blockImages], [#blockRows]). Each block is one chain from +0 for each of the 36
/// values; the blocks of a run are added up from the first to the last, then the runs. Short chains
/// make up for what the way there and back costs in accuracy.
///
/// With the usual points ±1 and ±2 the error is twice as large: a tile's results are differences of
/// numbers as large as the fourth powers of the points and of their reciprocals, and 5/8 and 3/2
/// keep both small. Their powers in use are exact in F32.
///
/// Sources: Winograd, Arithmetic Complexity of Computations (1980); Lavin and Gray, Fast Algorithms
/// for Convolutional Neural Networks (2016); for the points Barabasz et al., Error Analysis and
/// Improving the Accuracy of Winograd Convolution (2020).
public final class Winograd {
  /// The system property that makes all convolutions take the direct way.
  static final String PROPERTY = "adjoint.convolution";

  /// The results of a tile in each direction, what they see, and the values between.
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

  /// What the values of a kernel at 0, ±A and ±B are divided by.
  static final float AT_ZERO = (float) (1 / ((double) A2 * B2));

  static final float AT_A = (float) (1 / (2.0 * A2 * (A2 - B2)));
  static final float AT_B = (float) (1 / (2.0 * B2 * (B2 - A2)));

  /// Fewer channels or outputs are not worth the way there and back, nor fewer tiles the values of
  /// the kernels. The gradient for the weight, which has no results to bring back, is worth it
  /// earlier.
  static final int CHANNELS = 32;

  static final int WEIGHT_CHANNELS = 16;
  static final int TILES = 32;

  /// About the tiles of a block, and those of a run at least.
  private static final int BLOCK = 32;

  /// The values of all runs together, at most, if there are several.
  private static final int RUN_VALUES = 1 << 22;

  private static final boolean ALLOWED = allowed(System.getProperty(PROPERTY));

  private Winograd() {}

  static boolean allowed(@Nullable String way) {
    if (way != null && !"direct".equals(way)) {
      throw new IllegalArgumentException(PROPERTY + ": must be direct or absent but is " + way);
    }
    return way == null;
  }

  /// Whether y is computed this way: the rule of the package `convolution`.
  public static boolean forward(ConvolutionSizes s, Storage kind) {
    return ALLOWED
        && kind instanceof Storage.Floats
        && suits(s, s.outHeight(), s.outWidth(), CHANNELS);
  }

  /// Whether dx is computed this way.
  public static boolean data(ConvolutionSizes s, Storage kind) {
    return ALLOWED && kind instanceof Storage.Floats && suits(s, s.height(), s.width(), CHANNELS);
  }

  /// Whether dw is computed this way, over the same tiles as y.
  public static boolean weight(ConvolutionSizes s, Storage kind) {
    return ALLOWED
        && kind instanceof Storage.Floats
        && suits(s, s.outHeight(), s.outWidth(), WEIGHT_CHANNELS);
  }

  /// The images of a run of the gradient for the weight.
  static int runLength(WinogradSizes s) {
    long tiles = (long) s.images() * s.down() * s.across();
    long room = RUN_VALUES / ((long) VALUES * s.channels() * s.outputs());
    int runs = Math.clamp(Math.min(tiles / BLOCK, room), 1, ConvolutionSizes.RUNS);
    return Math.ceilDiv(s.images(), runs);
  }

  /// The images of a block.
  static int blockImages(WinogradSizes s) {
    return Math.clamp(BLOCK / (s.down() * s.across()), 1, runLength(s));
  }

  /// The rows of tiles of a block, in each image; the last one of an image may have fewer.
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

  /// The tiles that cover a length.
  static int tiles(int length) {
    return Math.ceilDiv(length, TILE);
  }
}
