package dev.adjoint.kernel;

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
/// With the usual points ±1 and ±2 the error is twice as large: a tile's results are differences of
/// numbers as large as the fourth powers of the points and of their reciprocals, and 5/8 and 3/2
/// keep both small. Their powers in use are exact in F32.
///
/// Sources: Winograd, Arithmetic Complexity of Computations (1980); Lavin and Gray, Fast Algorithms
/// for Convolutional Neural Networks (2016); for the points Barabasz et al., Error Analysis and
/// Improving the Accuracy of Winograd Convolution (2020).
final class Winograd {
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
  /// the kernels.
  static final int CHANNELS = 32;

  static final int TILES = 32;

  private static final boolean ALLOWED = allowed(System.getProperty(PROPERTY));

  private Winograd() {}

  static boolean allowed(@Nullable String way) {
    if (way != null && !"direct".equals(way)) {
      throw new IllegalArgumentException(PROPERTY + ": must be direct or absent but is " + way);
    }
    return way == null;
  }

  /// Whether y is computed this way: the rule of [ConvolutionKernels].
  static boolean forward(ConvolutionSizes s, Storage kind) {
    return ALLOWED && kind instanceof Storage.Floats && suits(s, s.outHeight(), s.outWidth());
  }

  /// Whether dx is computed this way.
  static boolean data(ConvolutionSizes s, Storage kind) {
    return ALLOWED && kind instanceof Storage.Floats && suits(s, s.height(), s.width());
  }

  private static boolean suits(ConvolutionSizes s, int height, int width) {
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
        && s.channels() >= CHANNELS
        && s.outputs() >= CHANNELS
        && tiles * s.images() >= TILES
        && tiles * TILE * TILE <= 2L * height * width;
  }

  /// The tiles that cover a length.
  static int tiles(int length) {
    return Math.ceilDiv(length, TILE);
  }
}
