package dev.adjoint.kernel.convolution.winograd;

import java.util.stream.IntStream;

/// The outputs whose kernels have taps of very different size, and the tiles at the edge of the
/// image, where this matters.
///
/// The window of a result at the edge contains padding, so the result does not depend on the taps
/// that meet the padding. [Winograd] mixes all nine taps: the rounding error is relative to the
/// largest of them. If the largest tap of an output, over its channels, is more than
/// [DirectTiles#RANGE] times the smallest, the results of this output in tiles at the edge are
/// computed directly. Windows without padding contain all taps and need nothing.
///
/// @param outputs the outputs, in ascending order
/// @param tiles the tiles of one image whose results have padding in their windows; empty if there
///   are no such outputs
record UnevenKernels(int[] outputs, int[] tiles) {

  private static final int TILE = Winograd.TILE;

  /// No output needs anything.
  static final UnevenKernels NONE = new UnevenKernels(new int[0], new int[0]);

  /// The tiles that matter for these outputs.
  static UnevenKernels of(WinogradSizes s, int[] outputs) {
    if (outputs.length == 0) {
      return NONE;
    }
    int[] tiles =
        IntStream.range(0, s.down() * s.across()).filter(tile -> isAtEdge(s, tile)).toArray();
    return tiles.length == 0 ? NONE : new UnevenKernels(outputs, tiles);
  }

  private static boolean isAtEdge(WinogradSizes s, int tile) {
    int first = tile / s.across() * TILE;
    int left = tile % s.across() * TILE;
    int last = Math.min(first + TILE, s.outHeight()) + 1;
    int right = Math.min(left + TILE, s.outWidth()) + 1;
    return first < s.top()
        || left < s.left()
        || last >= s.top() + s.height()
        || right >= s.left() + s.width();
  }
}
