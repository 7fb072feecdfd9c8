package dev.adjoint.kernel.convolution.depthwise;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.direct.ConvolutionSizes;
import dev.adjoint.kernel.convolution.epilogue.Finish;
import dev.adjoint.kernel.work.Pieces;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A depthwise F32 convolution, or its gradient for the image. It has no sum over channels, so it
/// is not a matrix product. Its cost is to read and write the channels once.
///
/// For an element of the image, the gradient is also a convolution of g, with the kernel rotated by
/// 180°. With a stride of 2, [VectorDepthwiseSpreadTiles] computes it.
public final class DepthwiseConvolution {
  /// The channels that a tile processes together, strip by strip, have about this many elements.
  private static final int TOGETHER = 4096;

  /// In channels with more elements than this, x and the old contents of y are read into the cache
  /// first.
  private static final int FAR = 4096;

  private final ConvolutionSizes s;
  private final boolean forward;
  private final DepthwisePlanes x;
  private final DepthwisePlanes made;
  private final Finish finish;
  private final float[] w;
  private final int wStart;

  /// The value that is added at the end of the chains of each output.
  private final float[] ends;

  private final int endStart;

  private DepthwiseConvolution(
      ConvolutionSizes s,
      boolean forward,
      View image,
      View weight,
      @Nullable View bias,
      Finish finish,
      View y) {
    this.s = s;
    this.finish = finish;
    this.forward = forward;
    x = new DepthwisePlanes(image);
    made = new DepthwisePlanes(y);
    w = ((Storage.Floats) weight.storage()).array();
    wStart = weight.offset();
    if (bias == null) {
      ends = new float[s.groups() * s.outputs()];
      // Adding −0 does not change a number.
      Arrays.fill(ends, -0f);
      endStart = 0;
    } else {
      ends = ((Storage.Floats) bias.storage()).array();
      endStart = bias.offset();
    }
  }

  public static void forward(
      ConvolutionSizes s, View x, View weight, @Nullable View bias, Finish finish, View y) {
    new DepthwiseConvolution(s, true, x, weight, bias, finish, y).run();
  }

  public static void data(ConvolutionSizes s, View g, View weight, View dx) {
    new DepthwiseConvolution(s, false, g, weight, null, Finish.NONE, dx).run();
  }

  private void run() {
    if (NarrowDepthwise.suits(s, forward, x, made)) {
      new NarrowDepthwise(s, forward, x, made, w, wStart, ends, endStart, finish).run();
      return;
    }
    Pieces.run(s.images() * s.groups(), s.outputs() * made.area(), this::piece);
  }

  /// Computes the channels from `from` to `to` of x, counted through all images.
  private void piece(int from, int to) {
    int together = Math.max(TOGETHER / Math.max(x.area(), 1), 1);
    for (int first = from; first < to; ) {
      int rest = s.groups() - first % s.groups();
      int count = Math.min(Math.min(together, to - first), rest);
      int begin = first;
      if (x.area() > FAR) {
        x.readAhead(first, count);
        made.readAhead(first * s.outputs(), count * s.outputs());
      }
      x.use(first, count, (array, at) -> planes(begin, count, array, at));
      first += count;
    }
  }

  private void planes(int first, int count, float[] from, int at) {
    int group = first % s.groups();
    if (!forward && s.how().strideHeight() == 2) {
      spread(first, count, from, at);
      return;
    }
    int apart = s.how().dilationHeight();
    int sign = forward ? 1 : -1;
    int top = forward ? s.row(0, 0) : -s.row(0, 2);
    int step = forward ? s.how().strideHeight() : 1;
    int to = made.start() + first * s.outputs() * made.area();
    for (int row = 0; row < Math.min(apart, made.height()); row++) {
      VectorDepthwiseTiles.run(
          w,
          wStart + group * s.outputs() * s.depth(),
          ends,
          endStart + group * s.outputs(),
          from,
          at,
          x.height(),
          x.width(),
          s.outputs(),
          step,
          row + top,
          apart,
          sign * s.column(0, 0),
          sign * s.column(0, 1),
          sign * s.column(0, 2),
          !forward,
          made.array(),
          to + row * made.width(),
          made.area(),
          apart * made.width(),
          count * s.outputs(),
          Math.ceilDiv(made.height() - row, apart),
          made.width());
    }
    int channel = group * s.outputs();
    finish.run(first / s.groups(), channel, channel + count * s.outputs(), 0, made.area());
  }

  private void spread(int first, int count, float[] from, int at) {
    VectorDepthwiseSpreadTiles.run(
        w,
        wStart + first % s.groups() * s.depth(),
        from,
        at,
        x.height(),
        x.width(),
        s.how().top(),
        (s.how().left() + 1) / 2,
        made.array(),
        made.start() + first * made.area(),
        count,
        made.height(),
        made.width());
  }
}
