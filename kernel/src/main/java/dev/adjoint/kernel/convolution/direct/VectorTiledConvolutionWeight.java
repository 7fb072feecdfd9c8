package dev.adjoint.kernel.convolution.direct;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.vector.VectorTranspose;
import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.ReadAhead;
import dev.adjoint.kernel.work.Scratch;
import dev.adjoint.kernel.work.Workers;
import jdk.incubator.vector.FloatVector;

/// The gradient of an F32 convolution for its weight as a matrix product: `dw[o, (tap, channel)] =
/// Σ g[o, pixel] · image[(tap, channel), pixel]`, the sum over the pixels of all images.
///
/// The lanes of a vector are the channels of one tap, so the image is transposed: for each pixel,
/// all channels side by side. Then taps differ only in their start offset. Where there are few
/// channels, the lanes are all the weights of an output, in their order, and each pixel has a row
/// of the elements that these weights need. In both cases g is read in place.
///
/// Each run of images stores its sums in separate memory. At the end the runs are added.
public final class VectorTiledConvolutionWeight {
  private static final int HEIGHT = VectorConvolutionWeightTiles.HEIGHT;
  private static final int LANES = VectorConvolutionTiles.LANES;

  /// The approximate number of floats of the copies of a band.
  private static final int BAND = 1 << 16;

  private static final int PIECES = ConvolutionSizes.RUNS;

  private final ConvolutionSizes s;
  private final float[] g;
  private final int gStart;
  private final float[] x;
  private final int xStart;
  private final float[] dw;
  private final int dwStart;

  /// Whether the lanes are the weights in their order. The inputs of the weights are then copied
  /// pixel by pixel with a grid.
  private final boolean ordered;

  private final ConvolutionGrid grid;
  private final int vectors;

  /// The number of floats of a pixel of the transposed image, and the number of pixels of its rows.
  private final int pixel;

  private final int rowPixels;
  private final int band;
  private final int[] offsets;
  private final int blocks;
  private final int length;
  private final int runs;
  private float[] sums = {};

  public VectorTiledConvolutionWeight(ConvolutionSizes s, View g, View x, View dw) {
    this.s = s;
    this.g = ((Storage.Floats) g.storage()).array();
    gStart = g.offset();
    this.x = ((Storage.Floats) x.storage()).array();
    xStart = x.offset();
    this.dw = ((Storage.Floats) dw.storage()).array();
    dwStart = dw.offset();
    int across = Math.ceilDiv(s.channels(), LANES);
    int inOrder = Math.ceilDiv(s.depth(), LANES);
    ordered = s.taps() == 1 || 4 * inOrder < 3 * s.taps() * across;
    grid = ConvolutionGrid.of(s, false);
    vectors = ordered ? inOrder : s.taps() * across;
    pixel = (ordered ? inOrder : across) * LANES;
    rowPixels =
        ordered
            ? s.outWidth()
            : s.column(s.outWidth() - 1, s.kernelWidth() - 1) + s.how().left() + 1;
    blocks = Math.ceilDiv(s.outputs(), HEIGHT);
    long rowFloats =
        (long) s.how().strideHeight() * rowPixels * pixel + (long) s.outWidth() * s.outputs();
    band = Math.clamp(BAND / rowFloats, 1, s.outHeight());
    offsets = new int[band * s.outWidth()];
    int down = ordered ? 1 : s.how().strideHeight();
    int step = ordered ? 1 : s.how().strideWidth();
    for (int q = 0; q < offsets.length; q++) {
      offsets[q] = (q / s.outWidth() * down * rowPixels + q % s.outWidth() * step) * pixel;
    }
    length = Math.ceilDiv(s.images(), ConvolutionSizes.RUNS);
    runs = Math.ceilDiv(s.images(), length);
  }

  public void run() {
    int width = vectors * LANES;
    int groupSize = blocks * HEIGHT * width;
    sums = Scratch.borrowForCall(runs * s.groups() * groupSize + LANES * pixel);
    long work = s.work() / ((long) runs * s.groups());
    int shares = Math.ceilDiv(PIECES, runs * s.groups());
    int cuts = Math.clamp(work / PieceSize.COPIED_PRODUCTS, 1, Math.min(shares, blocks));
    int units = runs * s.groups() * cuts;
    int together = Math.clamp(PieceSize.COPIED_PRODUCTS / 4 / Math.max(work / cuts, 1), 1, units);
    Workers.run(
        Math.ceilDiv(units, together),
        piece -> {
          int end = Math.min(units, (piece + 1) * together);
          for (int unit = piece * together; unit < end; unit++) {
            int cut = unit % cuts;
            int group = unit / cuts % s.groups();
            piece(unit / cuts / s.groups(), group, cut * blocks / cuts, (cut + 1) * blocks / cuts);
          }
        });
    int rows = s.groups() * s.outputs();
    int step = Math.clamp(PieceSize.SUMS / width, 1, rows);
    Workers.run(
        Math.ceilDiv(rows, step),
        piece -> {
          int end = Math.min(rows, (piece + 1) * step);
          for (int row = piece * step; row < end; row++) {
            addUp(row, row / s.outputs() * groupSize + row % s.outputs() * width);
          }
        });
    Scratch.giveBackFromCall(sums);
  }

  /// Computes the sums of one run for some blocks of outputs.
  private void piece(int run, int group, int from, int to) {
    int imageRows =
        ordered
            ? band
            : (band - 1) * s.how().strideHeight()
                + s.row(0, s.kernelHeight() - 1)
                + s.how().top()
                + 1;
    int copy = imageRows * rowPixels * pixel + LANES * pixel;
    int lines = copy + (ordered ? s.channels() * grid.channelSize(band) + VectorGridCopy.SLACK : 0);
    float[] scratch = Scratch.borrow(lines + (ordered ? LANES * (band * s.outWidth() + LANES) : 0));
    int width = vectors * LANES;
    int target = (run * s.groups() + group) * blocks * HEIGHT * width;
    boolean first = true;
    for (int n = run * length; n < Math.min(s.images(), (run + 1) * length); n++) {
      int image = xStart + s.channelAt(n, group, 0);
      int out = gStart + s.outputAt(n, group, from * HEIGHT);
      int outputs = Math.min(s.outputs(), to * HEIGHT) - from * HEIGHT;
      scratch[0] =
          ReadAhead.run(x, image, s.channels() * s.area())
              + ReadAhead.run(g, out, outputs * s.outArea());
      for (int top = 0; top < s.outHeight(); top += band) {
        int rows = Math.min(band, s.outHeight() - top);
        int pixels = rows * s.outWidth();
        if (ordered) {
          packInOrder(image, top, rows, scratch, copy, lines);
        } else {
          packChannels(image, top, rows, scratch);
        }
        tiles(out + top * s.outWidth(), from, to, scratch, pixels, target, first);
        first = false;
      }
    }
    Scratch.giveBack(scratch);
  }

  /// Computes all sums of some blocks of outputs over the pixels of one band. g begins at `out`.
  private void tiles(
      int out, int from, int to, float[] image, int pixels, int target, boolean first) {
    int width = vectors * LANES;
    int step = s.outArea();
    int v = 0;
    while (v < vectors) {
      int wide = together(vectors - v);
      for (int block = from; block < to; block++) {
        int rows = Math.min(HEIGHT, s.outputs() - block * HEIGHT);
        int row = out + (block - from) * HEIGHT * step;
        int at = target + block * HEIGHT * width + v * LANES;
        int b0 = begin(v);
        switch (wide) {
          case 3 ->
              VectorConvolutionWeightTiles.three(
                  g,
                  row,
                  step,
                  rows,
                  image,
                  b0,
                  begin(v + 1),
                  begin(v + 2),
                  offsets,
                  pixels,
                  sums,
                  at,
                  width,
                  first);
          case 2 ->
              VectorNarrowWeightTiles.two(
                  g,
                  row,
                  step,
                  rows,
                  image,
                  b0,
                  begin(v + 1),
                  offsets,
                  pixels,
                  sums,
                  at,
                  width,
                  first);
          default ->
              VectorNarrowWeightTiles.one(
                  g, row, step, rows, image, b0, offsets, pixels, sums, at, width, first);
        }
      }
      v += wide;
    }
  }

  /// The number of the remaining vectors that one tile takes. Two tiles of two are faster than
  /// three and one.
  private static int together(int left) {
    if (left == 2 || left == 4) {
      return VectorConvolutionWeightTiles.MANY_REGISTERS ? 2 : 1;
    }
    return left < 3 ? 1 : 3;
  }

  /// The offset of vector v in the transposed image.
  private int begin(int v) {
    if (ordered) {
      return v * LANES;
    }
    int across = pixel / LANES;
    int tap = v / across;
    int row = tap / s.kernelWidth() * s.how().dilationHeight();
    int column = tap % s.kernelWidth() * s.how().dilationWidth();
    return (row * rowPixels + column) * pixel + v % across * LANES;
  }

  /// Copies, for each pixel that the kernel uses in this band, the channels side by side.
  private void packChannels(int image, int top, int rows, float[] y) {
    int count =
        (rows - 1) * s.how().strideHeight() + s.row(0, s.kernelHeight() - 1) + s.how().top() + 1;
    int begin = Math.min(s.how().left(), rowPixels);
    int end = Math.clamp(s.width() + s.how().left(), begin, rowPixels);
    for (int i = 0; i < count; i++) {
      int h = s.row(top, 0) + i;
      int row = i * rowPixels * pixel;
      if (h < 0 || h >= s.height()) {
        zeros(y, row, rowPixels * pixel);
        continue;
      }
      zeros(y, row, begin * pixel);
      for (int c = 0; c < s.channels(); c += LANES) {
        int from = image + c * s.area() + h * s.width();
        int channels = Math.min(LANES, s.channels() - c);
        transpose(x, from, s.area(), channels, end - begin, y, row + begin * pixel + c, pixel);
      }
      zeros(y, row + end * pixel, (rowPixels - end) * pixel);
    }
  }

  /// Copies, for each pixel of the output in this band, the elements that it uses, in the order of
  /// the weights.
  private void packInOrder(int image, int top, int rows, float[] y, int copy, int lines) {
    int size = grid.channelSize(band);
    float[] from = x;
    int start = image;
    if (!grid.inPlace()) {
      from = y;
      start = copy;
      for (int c = 0; c < s.channels(); c++) {
        grid.copy().pack(x, image + c * s.area(), top, rows, band, y, copy + c * size);
      }
    }
    int base = grid.inPlace() ? top * s.width() : 0;
    int pixels = rows * s.outWidth();
    int line = band * s.outWidth() + LANES;
    for (int k = 0; k < s.depth(); k += LANES) {
      int count = Math.min(LANES, s.depth() - k);
      for (int i = 0; i < count; i++) {
        int tap = (k + i) % s.taps();
        int at = start + (k + i) / s.taps() * size + grid.offset(tap, band) + base;
        System.arraycopy(from, at, y, lines + i * line, pixels);
      }
      transpose(y, lines, line, count, pixels, y, k, pixel);
    }
  }

  /// `y[to + q·step + p] = x[from + p·xStep + q]` for p below `count`, at most the lanes of a
  /// vector, and q below `length`. The method may write more, up to a square of vectors.
  private static void transpose(
      float[] x, int from, int xStep, int count, int length, float[] y, int to, int step) {
    int p = 0;
    if (VectorTranspose.AVAILABLE) {
      for (; p < count && from + (p + LANES - 1) * xStep + length + LANES <= x.length; p += LANES) {
        for (int q = 0; q < length; q += LANES) {
          VectorTranspose.run(x, from + p * xStep + q, xStep, y, to + q * step + p, step);
        }
      }
    }
    for (; p < count; p++) {
      for (int q = 0; q < length; q++) {
        y[to + q * step + p] = x[from + p * xStep + q];
      }
    }
  }

  private static void zeros(float[] y, int from, int count) {
    FloatVector zero = FloatVector.zero(VectorConvolutionTiles.SPECIES);
    for (int i = 0; i < count; i += LANES) {
      zero.intoArray(y, from + i);
    }
  }

  /// Adds the runs of one output and stores the sums in the order of the weights.
  private void addUp(int row, int from) {
    int width = vectors * LANES;
    int step = s.groups() * blocks * HEIGHT * width;
    for (int run = 1; run < runs; run++) {
      for (int i = from; i < from + width; i += LANES) {
        FloatVector sum = FloatVector.fromArray(VectorConvolutionTiles.SPECIES, sums, i);
        sum.add(FloatVector.fromArray(VectorConvolutionTiles.SPECIES, sums, i + run * step))
            .intoArray(sums, i);
      }
    }
    int to = dwStart + row * s.depth();
    if (ordered) {
      System.arraycopy(sums, from, dw, to, s.depth());
      return;
    }
    if (VectorTranspose.AVAILABLE) {
      float[] squares = Scratch.borrow(pixel * s.taps() + 2 * LANES);
      int last = (s.taps() - 1) / LANES * LANES;
      // The last taps write past their end. The first taps and the next channels overwrite these
      // elements later.
      for (int tap = last; tap >= 0; tap -= LANES) {
        for (int c = 0; c < pixel; c += LANES) {
          int begin = from + tap * pixel + c;
          VectorTranspose.run(sums, begin, pixel, squares, c * s.taps() + tap, s.taps());
        }
      }
      System.arraycopy(squares, 0, dw, to, s.depth());
      Scratch.giveBack(squares);
      return;
    }
    for (int tap = 0; tap < s.taps(); tap++) {
      for (int c = 0; c < s.channels(); c++) {
        dw[to + c * s.taps() + tap] = sums[from + tap * pixel + c];
      }
    }
  }
}
