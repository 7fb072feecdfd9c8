package dev.adjoint.kernel.convolution.winograd;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;
import java.util.stream.IntStream;

/// The pixels at the edge of an image, or of the gradient of a result, that not all taps of a
/// weight meet, and the numbers among them that are too large for [Winograd].
///
/// A tile adds to all nine taps an error relative to its largest numbers. A number that all taps
/// meet is part of the sum of each of them, so the error is relative to every sum. A number at the
/// edge is not: with padding 1, the taps of the upper row never meet the last row of the image.
///
/// The size of a channel is the largest of its numbers, over all images, that all taps meet. A
/// number at the edge is too large if it is more than [DirectTiles#RANGE] times the size of its
/// channel and of the median channel. The second condition leaves channels alone that respond to
/// the edge only, which is usual after padding with zeros; their numbers are not larger than those
/// of other channels.
///
/// @param planes the channels of an image
/// @param top the first row that all taps meet
/// @param bottom the row after the last one
/// @param left the first column that all taps meet
/// @param right the column after the last one
record EdgeNumbers(
    View of,
    int images,
    int planes,
    int height,
    int width,
    int top,
    int bottom,
    int left,
    int right) {

  /// The pixels of x `[images, channels, height, width]`.
  static EdgeNumbers ofImage(WinogradSizes s, View x) {
    return new EdgeNumbers(
        x,
        s.images(),
        s.channels(),
        s.height(),
        s.width(),
        Math.max(0, 2 - s.top()),
        Math.min(s.height(), s.outHeight() - s.top()),
        Math.max(0, 2 - s.left()),
        Math.min(s.width(), s.outWidth() - s.left()));
  }

  /// The pixels of g `[images, outputs, outHeight, outWidth]`.
  static EdgeNumbers ofGradient(WinogradSizes s, View g) {
    return new EdgeNumbers(
        g,
        s.images(),
        s.outputs(),
        s.outHeight(),
        s.outWidth(),
        s.top(),
        Math.min(s.outHeight(), s.height() + s.top() - 2),
        s.left(),
        Math.min(s.outWidth(), s.width() + s.left() - 2));
  }

  private boolean isEdge(int pixel) {
    int row = pixel / width;
    int column = pixel % width;
    return row < top || row >= bottom || column < left || column >= right;
  }

  /// The pixels that are too large in some channel, each as `image · height · width + pixel`; none
  /// if there is no pixel that all taps meet.
  ///
  /// @param largest a bound of the numbers at the edge. In ordinary data most channels have a
  ///   number in the middle that shows at once that nothing up to this bound is too large.
  int[] tooLarge(float largest) {
    if (top >= bottom || left >= right) {
      return new int[0];
    }
    float enough = largest / DirectTiles.RANGE;
    boolean[] reached = new boolean[planes];
    Workers.run(planes, plane -> reached[plane] = size(plane, enough) >= enough);
    int count = 0;
    for (boolean each : reached) {
      count += each ? 1 : 0;
    }
    return 2 * count > planes ? new int[0] : compare();
  }

  private int[] compare() {
    float[] sizes = new float[planes];
    Workers.run(planes, plane -> sizes[plane] = size(plane, Float.POSITIVE_INFINITY));
    float[] sorted = sizes.clone();
    Arrays.sort(sorted);
    float median = sorted[planes / 2];
    int[] edge = IntStream.range(0, height * width).filter(this::isEdge).toArray();
    float[] from = ((Storage.Floats) of.storage()).array();
    return IntStream.range(0, images * edge.length)
        .filter(i -> {
          int pixel = edge[i % edge.length];
          for (int plane = 0; plane < planes; plane++) {
            float bound = DirectTiles.RANGE * Math.max(median, sizes[plane]);
            if (!(Math.abs(from[start(i / edge.length, plane) + pixel]) <= bound)) {
              return true;
            }
          }
          return false;
        })
        .map(i -> i / edge.length * height * width + edge[i % edge.length])
        .toArray();
  }

  /// The largest finite number of a channel that all taps meet, or the first one that is at least
  /// `enough`.
  private float size(int plane, float enough) {
    float[] from = ((Storage.Floats) of.storage()).array();
    float most = 0;
    for (int n = 0; n < images; n++) {
      for (int row = top; row < bottom; row++) {
        int start = start(n, plane) + row * width;
        for (int i = start + left; i < start + right; i++) {
          float number = Math.abs(from[i]);
          if (number > most && number <= Float.MAX_VALUE) {
            most = number;
            if (most >= enough) {
              return most;
            }
          }
        }
      }
    }
    return most;
  }

  private int start(int n, int plane) {
    return of.offset() + (n * planes + plane) * height * width;
  }
}
