package dev.adjoint.kernel.convolution.depthwise;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.direct.ConvolutionSizes;
import dev.adjoint.kernel.reduce.LaneFold;
import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.Scratch;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;

/// The gradient of a depthwise F32 convolution for its weight.
///
/// The channels are divided among threads. Each piece of work processes the images one by one and
/// keeps the lanes of all its sums in memory between them.
public final class DepthwiseWeight {
  /// The channels that a tile processes together, strip by strip, have about this many elements.
  private static final int TOGETHER = 4096;

  /// The largest number of pieces that work is cut into.
  private static final int PIECES = 16;

  /// Channels with more elements than this are read into the cache first.
  private static final int FAR = 1024;

  private final ConvolutionSizes s;
  private final DepthwisePlanes g;
  private final DepthwisePlanes x;
  private final float[] dw;
  private final int dwStart;

  public DepthwiseWeight(ConvolutionSizes s, View g, View x, View dw) {
    this.s = s;
    this.g = new DepthwisePlanes(g);
    this.x = new DepthwisePlanes(x);
    this.dw = ((Storage.Floats) dw.storage()).array();
    dwStart = dw.offset();
  }

  public void run() {
    int pieces = Math.clamp(s.work() / PieceSize.VECTOR_PRODUCTS, 1, Math.min(PIECES, s.groups()));
    Workers.run(
        pieces,
        i ->
            piece(
                (int) ((long) s.groups() * i / pieces),
                (int) ((long) s.groups() * (i + 1) / pieces)));
  }

  private void piece(int from, int to) {
    int together = Math.clamp(TOGETHER / Math.max(x.area(), 1), 1, to - from);
    int size = s.outputs() * 9 * Depthwise.LANES;
    float[] sums = Scratch.borrowForCall((to - from) * size);
    Arrays.fill(sums, 0, (to - from) * size, 0);
    for (int n = 0; n < s.images(); n++) {
      for (int first = from; first < to; first += together) {
        int count = Math.min(together, to - first);
        int number = n * s.groups() + first;
        int at = (first - from) * size;
        if (x.area() > FAR) {
          x.readAhead(number, count);
          g.readAhead(number * s.outputs(), count * s.outputs());
        }
        g.use(
            number * s.outputs(),
            count * s.outputs(),
            (gs, gAt) ->
                x.use(number, count, (xs, xAt) -> planes(gs, gAt, xs, xAt, count, sums, at)));
      }
    }
    int begin = dwStart + from * s.outputs() * 9;
    for (int i = 0; i < (to - from) * s.outputs() * 9; i++) {
      dw[begin + i] = LaneFold.sum(sums, i * Depthwise.LANES);
    }
    Scratch.giveBackFromCall(sums);
  }

  private void planes(float[] gs, int gAt, float[] xs, int xAt, int count, float[] sums, int at) {
    int apart = s.how().dilationHeight();
    for (int row = 0; row < Math.min(apart, s.outHeight()); row++) {
      VectorDepthwiseWeightTiles.run(
          gs,
          gAt + row * s.outWidth(),
          s.outArea(),
          apart * s.outWidth(),
          xs,
          xAt,
          s.height(),
          s.width(),
          s.outputs(),
          s.how().strideHeight(),
          row + s.row(0, 0),
          apart,
          s.column(0, 0),
          s.column(0, 1),
          s.column(0, 2),
          sums,
          at,
          count * s.outputs(),
          Math.ceilDiv(s.outHeight() - row, apart),
          s.outWidth());
    }
  }
}
