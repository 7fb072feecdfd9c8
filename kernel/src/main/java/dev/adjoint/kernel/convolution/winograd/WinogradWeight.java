package dev.adjoint.kernel.convolution.winograd;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.direct.ConvolutionSizes;
import dev.adjoint.kernel.vector.SquareCopy;
import dev.adjoint.kernel.vector.VectorRegisters;
import dev.adjoint.kernel.work.ReadAhead;
import dev.adjoint.kernel.work.Scratch;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;

/// [ScalarWinogradWeight] with the Vector API: 36 products of the values of x, transposed, and
/// those of g, summed over tiles, with the transforms before and after.
///
/// Memory has the same layout as in [WinogradConvolution], with channels as the lanes of x and
/// outputs as those of g and of the sums. A piece of work is a run of images and a part of the
/// outputs. It processes its images block by block. Each block adds to the sums of its run, and at
/// the end the runs are added.
public final class WinogradWeight {
  private static final int LANES = VectorRegisters.LANES;
  private static final int TILE = Winograd.TILE;
  private static final int SEEN = Winograd.SEEN;
  private static final int VALUES = Winograd.VALUES;
  private static final int TAPS = 9;

  /// The approximate number of floats of the transposed parts of x and g.
  private static final int BAND = 1 << 16;

  /// The least number of pieces that work is cut into if there are [#SHARE] outputs for each piece.
  /// Each piece computes all the values of x that it needs.
  private static final int PIECES = ConvolutionSizes.RUNS;

  private static final int SHARE = 64;

  private final WinogradSizes s;
  private final float[] g;
  private final int gStart;
  private final float[] x;
  private final int xStart;
  private final float[] dw;
  private final int dwStart;

  /// The numbers of channels and outputs, rounded up to whole vectors.
  private final int channels;

  private final int outputs;

  /// The number of images of a run and of a block, and the number of rows of tiles of a block and
  /// of the part that is transposed together.
  private final int length;

  private final int runs;
  private final int together;
  private final int rows;
  private final int band;

  /// The distance from one value of the sums to the next. It is one vector longer than the data, so
  /// that the values at one position do not map to the same set of the first-level cache.
  private final int plane;

  /// The number of parts that the outputs of a run are cut into.
  private final int cuts;

  /// The working memory of a piece, in this order: the pixels of x and of g in blocks of lanes
  /// (`image` is the distance from one block of x to the next); a row of zeros; the values of a row
  /// of tiles in one direction; the values in both directions, of x and of g (`blockStep` is the
  /// distance from one block of lanes to the next).
  private final int image;

  private final int gradients;
  private final int gradient;
  private final int zeros;
  private final int imageHalf;
  private final int imageHalfStep;
  private final int gradientHalf;
  private final int gradientHalfStep;
  private final int seen;
  private final int made;
  private final int blockStep;
  private final int size;

  private final DirectWeightTiles direct;

  private float[] sums = {};

  private WinogradWeight(WinogradSizes s, View g, View x, View dw, DirectWeightTiles direct) {
    this.direct = direct;
    this.s = s;
    this.g = ((Storage.Floats) g.storage()).array();
    gStart = g.offset();
    this.x = ((Storage.Floats) x.storage()).array();
    xStart = x.offset();
    this.dw = ((Storage.Floats) dw.storage()).array();
    dwStart = dw.offset();
    channels = Math.ceilDiv(s.channels(), LANES) * LANES;
    outputs = Math.ceilDiv(s.outputs(), LANES) * LANES;
    length = Winograd.runLength(s);
    runs = Math.ceilDiv(s.images(), length);
    together = Winograd.blockImages(s);
    rows = Winograd.blockRows(s);
    int most = BAND / (TILE * (s.width() * channels + s.outWidth() * outputs));
    band = Math.min(s.down(), Math.max(most / rows, 1) * rows);
    cuts = Math.clamp(s.outputs() / SHARE, 1, Math.ceilDiv(PIECES, runs));
    int share = Math.ceilDiv(Math.ceilDiv(outputs, 2 * LANES), cuts) * 2;
    plane = channels * outputs + LANES;
    blockStep = together * rows * s.across() * VectorWinogradTransforms.TILE_STEP + 2 * LANES;
    int imageRows = Math.min((band - 1) * TILE + SEEN, s.height());
    int gradientRows = Math.min(band * TILE, s.outHeight());
    image = (together * imageRows * s.width() + LANES) * LANES;
    gradient = (together * gradientRows * s.outWidth() + LANES) * LANES;
    gradients = channels / LANES * image;
    zeros = gradients + share * gradient;
    imageHalf = zeros + Math.max(s.width(), s.outWidth()) * LANES;
    imageHalfStep = (TILE * s.across() + SEEN - TILE) * LANES;
    gradientHalf = imageHalf + SEEN * imageHalfStep;
    gradientHalfStep = TILE * s.across() * LANES;
    seen = gradientHalf + SEEN * gradientHalfStep;
    made = seen + channels / LANES * blockStep;
    size = made + share * blockStep;
  }

  public static void run(WinogradSizes s, View g, View x, View dw, DirectWeightTiles direct) {
    new WinogradWeight(s, g, x, dw, direct).run();
    direct.add(g, x, dw);
  }

  private void run() {
    sums = Scratch.borrowForCall(runs * VALUES * plane);
    int panels = Math.ceilDiv(outputs, 2 * LANES);
    Workers.run(
        runs * cuts,
        piece -> {
          int cut = piece % cuts;
          int from = cut * panels / cuts * 2 * LANES;
          int to = Math.min((cut + 1) * panels / cuts * 2 * LANES, outputs);
          piece(piece / cuts, from, to);
        });
    int blocks = channels / LANES;
    Workers.run(panels * blocks, unit -> store(unit / blocks * 2 * LANES, unit % blocks * LANES));
    Scratch.giveBackFromCall(sums);
  }

  /// Computes the sums of one run for some outputs.
  private void piece(int run, int from, int to) {
    float[] scratch = Scratch.borrow(size);
    Arrays.fill(scratch, zeros, seen, 0);
    int end = Math.min(s.images(), (run + 1) * length);
    boolean begun = false;
    for (int n = run * length; n < end; n += together) {
      int images = Math.min(together, end - n);
      for (int top = 0; top < s.down(); top += band) {
        int bottom = Math.min(s.down(), top + band);
        for (int i = 0; i < images; i++) {
          if (top == 0) {
            readAhead(n + i, from, to, scratch);
          }
          transpose(n + i, i, top, bottom, from, to, scratch);
        }
        for (int first = top; first < bottom; first += rows) {
          int down = Math.min(rows, bottom - first);
          imageValues(images, top, bottom, first, down, scratch);
          gradientValues(images, top, bottom, first, down, to - from, scratch);
          if (!direct.none()) {
            leaveOut(n, images, first, down, to - from, scratch);
          }
          int tiles = images * down * s.across();
          products(scratch, tiles, run * VALUES * plane, from, to, !begun);
          begun = true;
        }
      }
    }
    Scratch.giveBack(scratch);
  }

  private void readAhead(int n, int from, int to, float[] scratch) {
    int image = xStart + n * s.channels() * s.area();
    int out = gStart + (n * s.outputs() + from) * s.outArea();
    scratch[seen] =
        ReadAhead.run(x, image, s.channels() * s.area())
            + ReadAhead.run(g, out, (Math.min(to, s.outputs()) - from) * s.outArea());
  }

  /// Transposes the input of the rows of tiles from `top` to `bottom`, as the i-th image.
  private void transpose(int n, int i, int top, int bottom, int from, int to, float[] scratch) {
    int firstRow = firstRow(top);
    int pixels = (endRow(bottom) - firstRow) * s.width();
    for (int c = 0; c < s.channels(); c += LANES) {
      int at = xStart + (n * s.channels() + c) * s.area() + firstRow * s.width();
      int count = Math.min(LANES, s.channels() - c);
      int offset = c / LANES * image + i * pixels * LANES;
      SquareCopy.transpose(x, at, s.area(), count, pixels, scratch, offset);
    }
    pixels = outPixels(top, bottom);
    for (int o = from; o < Math.min(to, s.outputs()); o += LANES) {
      int at = gStart + (n * s.outputs() + o) * s.outArea() + top * TILE * s.outWidth();
      int count = Math.min(LANES, s.outputs() - o);
      int offset = gradients + (o - from) / LANES * gradient + i * pixels * LANES;
      SquareCopy.transpose(g, at, s.outArea(), count, pixels, scratch, offset);
    }
  }

  /// The first row of x that the rows of tiles from `top` on read, and the end of the rows that the
  /// tiles before `bottom` read.
  private int firstRow(int top) {
    return Math.clamp(top * TILE - s.top(), 0, s.height());
  }

  private int endRow(int bottom) {
    return Math.clamp((bottom - 1) * TILE - s.top() + SEEN, 0, s.height());
  }

  /// The number of elements of a channel of g in the rows of tiles from `top` to `bottom`.
  private int outPixels(int top, int bottom) {
    return (Math.min(bottom * TILE, s.outHeight()) - top * TILE) * s.outWidth();
  }

  /// `Bᵀ · d · B` of `down` rows of tiles.
  private void imageValues(int images, int top, int bottom, int first, int down, float[] scratch) {
    int row = s.width() * LANES;
    int used = Math.min(s.width() * LANES, imageHalfStep - s.left() * LANES);
    int firstRow = firstRow(top);
    int each = (endRow(bottom) - firstRow) * row;
    for (int c = 0; c < channels / LANES; c++) {
      for (int k = 0; k < images * down; k++) {
        int start = c * image + k / down * each - firstRow * row;
        int h = (first + k % down) * TILE - s.top();
        VectorWinogradTransforms.imageDown(
            scratch,
            row(start, h, s.height(), row),
            row(start, h + 1, s.height(), row),
            row(start, h + 2, s.height(), row),
            row(start, h + 3, s.height(), row),
            row(start, h + 4, s.height(), row),
            row(start, h + 5, s.height(), row),
            used,
            imageHalf + s.left() * LANES,
            imageHalfStep);
        int at = seen + c * blockStep + k * s.across() * VectorWinogradTransforms.TILE_STEP;
        VectorWinogradTransforms.imageAcross(scratch, imageHalf, imageHalfStep, s.across(), at);
      }
    }
  }

  /// `A · g · Aᵀ` of the same tiles.
  private void gradientValues(
      int images, int top, int bottom, int first, int down, int outputs, float[] scratch) {
    int row = s.outWidth() * LANES;
    int each = outPixels(top, bottom) * LANES;
    for (int o = 0; o < outputs / LANES; o++) {
      for (int k = 0; k < images * down; k++) {
        int start = gradients + o * gradient + k / down * each - top * TILE * row;
        int h = (first + k % down) * TILE;
        VectorWinogradWeightTransforms.gradientDown(
            scratch,
            row(start, h, s.outHeight(), row),
            row(start, h + 1, s.outHeight(), row),
            row(start, h + 2, s.outHeight(), row),
            row(start, h + 3, s.outHeight(), row),
            row,
            gradientHalf,
            gradientHalfStep);
        int at = made + o * blockStep + k * s.across() * VectorWinogradTransforms.TILE_STEP;
        VectorWinogradWeightTransforms.gradientAcross(
            scratch, gradientHalf, gradientHalfStep, s.across(), at);
      }
    }
  }

  /// Sets the values of the tiles that are added directly to zero.
  private void leaveOut(int n, int images, int first, int down, int outputs, float[] scratch) {
    for (int k = 0; k < images * down; k++) {
      for (int across = 0; across < s.across(); across++) {
        if (direct.leavesOut(n + k / down, first + k % down, across)) {
          int at = (k * s.across() + across) * VectorWinogradTransforms.TILE_STEP;
          for (int c = 0; c < channels / LANES; c++) {
            int start = seen + c * blockStep + at;
            Arrays.fill(scratch, start, start + VALUES * LANES, 0);
          }
          for (int o = 0; o < outputs / LANES; o++) {
            int start = made + o * blockStep + at;
            Arrays.fill(scratch, start, start + VALUES * LANES, 0);
          }
        }
      }
    }
  }

  /// The offset of row h, or of a row of zeros.
  private int row(int start, int h, int height, int step) {
    return h < 0 || h >= height ? zeros : start + h * step;
  }

  /// Adds the products of a block to the sums of a run.
  private void products(float[] scratch, int tiles, int to, int from, int end, boolean first) {
    for (int f = 0; f < VALUES; f++) {
      for (int o = from; o < end; o += 2 * LANES) {
        int wide = Math.min(2 * LANES, outputs - o);
        int m = made + f * LANES + (o - from) / LANES * blockStep;
        int at = to + f * plane + o * channels;
        int tall = VectorWinogradWeightTiles.tall(wide > LANES);
        for (int c = 0; c < s.channels(); c += tall) {
          int v = seen + f * LANES + c / LANES * blockStep + c % LANES;
          VectorWinogradWeightTiles.run(
              scratch, v, m, blockStep, wide > LANES, tiles, sums, at + c * wide, first);
        }
      }
    }
  }

  /// Adds the runs of a few channels and outputs and transforms the sums to weights.
  private void store(int o, int c) {
    int wide = Math.min(2 * LANES, outputs - o);
    int at = o * channels + c * wide;
    for (int f = 0; f < VALUES; f++) {
      for (int run = 1; run < runs; run++) {
        int from = at + (run * VALUES + f) * plane;
        VectorWinogradWeightTransforms.add(sums, from, LANES * wide, at + f * plane);
      }
    }
    int count = Math.min(LANES, s.channels() - c);
    int half = (count * TAPS + LANES) * LANES;
    float[] scratch = Scratch.borrow(half + 3 * SEEN * LANES);
    for (int v = 0; v < wide && o + v < s.outputs(); v += LANES) {
      for (int i = 0; i < count; i++) {
        int from = at + i * wide + v;
        VectorWinogradWeightTransforms.weight(sums, from, plane, scratch, half, i * TAPS * LANES);
      }
      int to = dwStart + s.weightAt(o + v, c, 0);
      int lanes = Math.min(LANES, s.outputs() - o - v);
      SquareCopy.back(scratch, 0, count * TAPS, dw, to, s.weightRow(), lanes);
    }
    Scratch.giveBack(scratch);
  }
}
