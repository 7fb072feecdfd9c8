package dev.adjoint.kernel;

/// The positions of the windows of a pooling over planes, in both directions.
///
/// Window `(i, j)` of a plane begins at row `i·strideHeight − paddingHeight` and takes
/// `kernelHeight` rows that are `dilationHeight` apart, and likewise for columns. Positions outside
/// the plane are ignored.
///
/// @param planes the number of planes of the input and of the result
/// @param height the rows of a plane of the input
/// @param width its columns
/// @param outHeight the rows of a plane of the result
/// @param outWidth its columns
public record PoolWindows(
    int planes,
    int height,
    int width,
    int outHeight,
    int outWidth,
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int paddingHeight,
    int paddingWidth,
    int dilationHeight,
    int dilationWidth) {

  /// The number of elements of a plane of the input.
  public int plane() {
    return height * width;
  }

  /// The number of elements of a plane of the result.
  public int outPlane() {
    return outHeight * outWidth;
  }

  /// The first window of a row that is completely within the columns of the plane, if one is.
  public int firstWithin() {
    return Math.min((paddingWidth + strideWidth - 1) / strideWidth, outWidth);
  }

  /// The window of a row after the last one that is completely within the columns of the plane; at
  /// least [#firstWithin].
  public int endWithin() {
    int room = width - 1 - (kernelWidth - 1) * dilationWidth + paddingWidth;
    return Math.clamp(room < 0 ? 0 : room / strideWidth + 1, firstWithin(), outWidth);
  }

  /// Whether the windows are adjacent, complete squares of 2×2 elements, the usual case.
  public boolean isHalving() {
    return kernelHeight == 2
        && kernelWidth == 2
        && strideHeight == 2
        && strideWidth == 2
        && paddingHeight == 0
        && paddingWidth == 0
        && dilationHeight == 1
        && dilationWidth == 1
        && 2 * outHeight <= height
        && 2 * outWidth <= width;
  }
}
