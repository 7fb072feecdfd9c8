package dev.adjoint.kernel.convolution.depthwise;

import dev.adjoint.kernel.convolution.direct.ConvolutionSizes;
import dev.adjoint.kernel.convolution.epilogue.Finish;
import dev.adjoint.kernel.vector.SquareCopy;
import dev.adjoint.kernel.vector.VectorRegisters;
import dev.adjoint.kernel.vector.VectorTranspose;
import dev.adjoint.kernel.work.Pieces;
import dev.adjoint.kernel.work.Scratch;
import java.util.Arrays;

/// A depthwise convolution, or its gradient for the image at stride 1, whose results are so narrow
/// that a row fills at most half a vector. The lanes are channels: a vector of channels of an image
/// is transposed, so that every pixel is a vector, and the results are transposed back.
final class NarrowDepthwise {
  private static final int LANES = VectorRegisters.LANES;
  private static final int TAPS = 9;

  /// The most pixels of a channel. With more, a vector of channels fills the first-level cache.
  private static final int PIXELS = 512;

  private final ConvolutionSizes s;
  private final DepthwisePlanes x;
  private final DepthwisePlanes made;
  private final float[] w;
  private final int wStart;
  private final float[] ends;
  private final int endStart;
  private final Finish finish;
  private final int sign;
  private final int step;

  /// Whether the taps of a row are neighbours, and so are the results.
  private final boolean isDense;

  /// The offsets of the rows that the taps of a row of the result read if they are neighbours, else
  /// of the pixels that the taps of a result read.
  private final int[] seen;

  /// The offsets in scratch memory: of the pixels of x, after a row of zeros or at least a vector;
  /// of the results, after space for a square.
  private final int image;

  private final int results;

  NarrowDepthwise(
      ConvolutionSizes s,
      boolean forward,
      DepthwisePlanes x,
      DepthwisePlanes made,
      float[] w,
      int wStart,
      float[] ends,
      int endStart,
      Finish finish) {
    this.s = s;
    this.x = x;
    this.made = made;
    this.w = w;
    this.wStart = wStart;
    this.ends = ends;
    this.endStart = endStart;
    this.finish = finish;
    sign = forward ? 1 : -1;
    step = forward ? s.how().strideHeight() : 1;
    isDense = step == 1 && s.how().dilationWidth() == 1;
    image = Math.max(x.width(), 1) * LANES;
    results = image + (x.area() + LANES) * LANES;
    seen = isDense ? rows() : pixels();
  }

  /// Whether this is the faster way.
  static boolean suits(
      ConvolutionSizes s, boolean forward, DepthwisePlanes x, DepthwisePlanes made) {
    return VectorTranspose.AVAILABLE
        && made.width() <= LANES / 2
        && x.area() <= PIXELS
        && made.area() <= PIXELS
        && s.groups() % LANES == 0
        && s.outputs() == 1
        && (forward || s.how().strideHeight() == 1);
  }

  /// The offset of a row of x, or of the row of zeros.
  private int row(int row, int t) {
    int seen = row * step + sign * s.row(0, t);
    return seen >= 0 && seen < x.height() ? image + seen * x.width() * LANES : 0;
  }

  private int[] rows() {
    int[] offsets = new int[made.height() * 3];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = row(i / 3, i % 3);
    }
    return offsets;
  }

  private int[] pixels() {
    int[] offsets = new int[made.area() * TAPS];
    for (int i = 0; i < offsets.length; i++) {
      int pixel = i / TAPS;
      int row = row(pixel / made.width(), i % TAPS / 3);
      int column = pixel % made.width() * step + sign * s.column(0, i % 3);
      offsets[i] = column >= 0 && column < x.width() ? row + column * LANES : 0;
    }
    return offsets;
  }

  /// Unit u is a vector of channels, counted through all images.
  void run() {
    float[] weights = Scratch.borrowForCall((s.groups() / LANES * TAPS + LANES) * LANES);
    for (int c = 0; c < s.groups(); c += LANES) {
      SquareCopy.transpose(w, wStart + c * TAPS, TAPS, LANES, TAPS, weights, c * TAPS);
    }
    Pieces.run(
        s.groups() / LANES * s.images(),
        LANES * made.area(),
        (from, to) -> units(from, to, weights));
    Scratch.giveBackFromCall(weights);
  }

  private void units(int from, int to, float[] weights) {
    float[] scratch = Scratch.borrow(results + made.area() * LANES);
    Arrays.fill(scratch, 0, image, 0);
    for (int unit = from; unit < to; unit++) {
      int plane = unit * LANES;
      int channel = plane % s.groups();
      int read = x.start() + plane * x.area();
      SquareCopy.transpose(x.array(), read, x.area(), LANES, x.area(), scratch, image);
      tiles(scratch, channel, weights);
      boolean finished = finish.inLanes(scratch, results, made.area(), channel);
      int written = made.start() + plane * made.area();
      SquareCopy.back(scratch, results, made.area(), made.array(), written, made.area(), LANES);
      if (!finished) {
        finish.run(plane / s.groups(), channel, channel + LANES, 0, made.area());
      }
    }
    Scratch.giveBack(scratch);
  }

  private void tiles(float[] scratch, int channel, float[] weights) {
    int at = channel * TAPS;
    int end = endStart + channel;
    if (isDense) {
      int first = sign > 0 ? s.column(0, 0) : made.width() - 1 - s.column(0, 0);
      VectorNarrowDepthwiseTiles.neighbours(
          scratch, seen, x.width(), first, sign, made.width(), weights, at, ends, end, results);
    } else {
      VectorNarrowDepthwiseTiles.any(scratch, seen, made.area(), weights, at, ends, end, results);
    }
  }
}
