package dev.adjoint.kernel.convolution.winograd;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.epilogue.Finish;
import dev.adjoint.kernel.vector.SquareCopy;
import dev.adjoint.kernel.vector.VectorRegisters;
import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.Scratch;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// [ScalarWinograd] with the Vector API: a batch of 36 small matrix products, one for each value of
/// a tile, with the transforms before and after.
///
/// The lanes are channels in the transforms before the products and outputs in the transforms after
/// them. So an image is first transposed. Then every pixel is a vector, and padding and the ends of
/// rows cost nothing. All memory is cut into blocks of as many channels as a vector has lanes, so
/// that steps are constants. A piece of work is a band of rows of tiles of one image, or several
/// small images. It is processed in chunks of some rows of tiles, which stay in the cache from the
/// first step to the last.
public final class WinogradConvolution {
  private static final int LANES = VectorRegisters.LANES;
  private static final int TILE = Winograd.TILE;
  private static final int SEEN = Winograd.SEEN;
  private static final int VALUES = Winograd.VALUES;

  /// The approximate number of tiles of a chunk.
  private static final int CHUNK = 16;

  /// The approximate number of floats of the transposed part of an image.
  private static final int BAND = 1 << 16;

  private final WinogradSizes s;
  private final float[] x;
  private final int xStart;
  private final @Nullable View bias;
  private final Finish finish;
  private final float[] y;
  private final int yStart;

  /// The numbers of channels and outputs, rounded up to whole vectors.
  private final int channels;

  private final int outputs;

  /// The number of images of a piece, the number of rows of tiles of each image in the piece, and
  /// the number of these rows in a chunk.
  private final int together;

  private final int band;
  private final int chunk;

  /// The number of tiles that fit into a chunk, in whole register tiles.
  private final int tiles;

  /// The distance from one value of the kernels to the next.
  private final int kernelStep;

  /// The distance from one block of channels or outputs of a chunk to the next.
  private final int blockStep;

  private final float[] kernels;
  private final int kernelStart;

  private WinogradConvolution(
      WinogradSizes s,
      View x,
      float[] kernels,
      int kernelStart,
      @Nullable View bias,
      Finish finish,
      View y) {
    this.s = s;
    this.x = ((Storage.Floats) x.storage()).array();
    xStart = x.offset();
    this.kernels = kernels;
    this.kernelStart = kernelStart;
    this.bias = bias;
    this.finish = finish;
    this.y = ((Storage.Floats) y.storage()).array();
    yStart = y.offset();
    channels = Math.ceilDiv(s.channels(), LANES) * LANES;
    KernelPanels panels = new KernelPanels(s.kernels());
    outputs = panels.outputs();
    together = Math.clamp(CHUNK / (s.across() * s.down()), 1, s.images());
    int rows = Math.max(CHUNK / s.across(), 1);
    int fits = Math.max(BAND / (TILE * s.width() * channels) / rows, 1) * rows;
    int share =
        Math.ceilDiv(Math.ceilDiv(s.down(), Math.ceilDiv(PieceSize.COUNT, s.images())), rows)
            * rows;
    band = together > 1 ? s.down() : Math.min(s.down(), Math.min(fits, share));
    chunk = Math.min(rows, together * band);
    tiles = Math.ceilDiv(chunk * s.across(), VectorWinogradTiles.TALL) * VectorWinogradTiles.TALL;
    kernelStep = panels.step();
    blockStep = tiles * VectorWinogradTransforms.TILE_STEP;
  }

  /// Computes y.
  ///
  /// @param kept what a [WinogradKernelsCall] has computed from the weight, or null
  public static void run(
      WinogradSizes s,
      View x,
      View weight,
      @Nullable View kept,
      @Nullable View bias,
      Finish finish,
      View y) {
    if (kept != null) {
      float[] kernels = ((Storage.Floats) kept.storage()).array();
      int start = kept.offset() + WinogradKernelsCall.valuesAt(weight);
      new WinogradConvolution(s, x, kernels, start, bias, finish, y).run();
    } else {
      KernelPanels panels = new KernelPanels(s.kernels());
      float[] kernels = Scratch.borrowForCall(panels.length());
      panels.fill(weight, kernels, 0);
      new WinogradConvolution(s, x, kernels, 0, bias, finish, y).run();
      Scratch.giveBackFromCall(kernels);
    }
  }

  private void run() {
    int bands = Math.ceilDiv(s.down(), band);
    Workers.run(
        Math.ceilDiv(s.images(), together) * bands,
        piece -> {
          int first = piece / bands * together;
          int top = piece % bands * band;
          piece(first, Math.min(together, s.images() - first), top, Math.min(band, s.down() - top));
        });
  }

  private void piece(int firstImage, int images, int top, int rows) {
    int firstRow = Math.clamp(top * TILE - s.top(), 0, s.height());
    int endRow = Math.clamp((top + rows - 1) * TILE - s.top() + SEEN, firstRow, s.height());
    int pixels = (endRow - firstRow) * s.width();
    int block = (images * pixels + LANES) * LANES;
    int zeros = block * (channels / LANES);
    int half = zeros + s.width() * LANES;
    int halfStep = (TILE * s.across() + SEEN - TILE) * LANES;
    int values = half + SEEN * halfStep;
    int out = values + Math.max(channels, outputs) / LANES * blockStep;
    int outBlock = (TILE * chunk * s.outWidth() + LANES) * LANES;
    float[] scratch = Scratch.borrow(out + outBlock * (outputs / LANES));
    for (int c = 0; c < s.channels(); c += LANES) {
      for (int n = 0; n < images; n++) {
        int from = xStart + ((firstImage + n) * s.channels() + c) * s.area();
        int to = c / LANES * block + n * pixels * LANES;
        int count = Math.min(LANES, s.channels() - c);
        SquareCopy.transpose(x, from + firstRow * s.width(), s.area(), count, pixels, scratch, to);
      }
    }
    Arrays.fill(scratch, zeros, values, 0);
    int used = Math.min(s.width(), halfStep / LANES - s.left()) * LANES;
    for (int first = 0; first < images * rows; first += chunk) {
      int count = Math.min(chunk, images * rows - first);
      for (int c = 0; c < channels; c += LANES) {
        for (int k = 0; k < count; k++) {
          int start = c / LANES * block + (first + k) / rows * pixels * LANES;
          int h = (top + (first + k) % rows) * TILE - s.top();
          VectorWinogradTransforms.imageDown(
              scratch,
              row(start, h, firstRow, zeros),
              row(start, h + 1, firstRow, zeros),
              row(start, h + 2, firstRow, zeros),
              row(start, h + 3, firstRow, zeros),
              row(start, h + 4, firstRow, zeros),
              row(start, h + 5, firstRow, zeros),
              used,
              half + s.left() * LANES,
              halfStep);
          int to = tile(values, c, k) + LANES;
          VectorWinogradTransforms.imageAcross(scratch, half, halfStep, s.across(), to);
        }
      }
      clearPadding(scratch, values, count * s.across());
      products(scratch, values, count * s.across());
      for (int o = 0; o < outputs; o += LANES) {
        for (int k = 0; k < count; k++) {
          int to = out + o / LANES * outBlock + k * TILE * s.outWidth() * LANES;
          VectorWinogradTransforms.result(scratch, tile(values, o, k), s.outWidth(), to);
        }
      }
      for (int k = 0; k < count; ) {
        int n = firstImage + (first + k) / rows;
        int down = (first + k) % rows;
        int run = Math.min(count - k, rows - down);
        int h = (top + down) * TILE;
        int length = Math.min(s.outHeight() - h, run * TILE) * s.outWidth();
        for (int o = 0; o < s.outputs(); o += LANES) {
          int from = out + o / LANES * outBlock + k * TILE * s.outWidth() * LANES;
          int to = yStart + (n * s.outputs() + o) * s.outArea() + h * s.outWidth();
          addBias(scratch, from, o, length);
          boolean finished = finish.inLanes(scratch, from, length, o);
          int end = Math.min(o + LANES, s.outputs());
          SquareCopy.back(scratch, from, length, y, to, s.outArea(), end - o);
          if (!finished) {
            finish.run(n, o, end, h * s.outWidth(), length);
          }
        }
        k += run;
      }
    }
    Scratch.giveBack(scratch);
  }

  /// The offset of row h of the transposed image, or of a row of zeros.
  private int row(int start, int h, int firstRow, int zeros) {
    return h < 0 || h >= s.height() ? zeros : start + (h - firstRow) * s.width() * LANES;
  }

  /// The offset of the tiles of row k of a chunk, in the block of channel or output c.
  private int tile(int values, int c, int k) {
    return values + c / LANES * blockStep + k * s.across() * VectorWinogradTransforms.TILE_STEP;
  }

  /// Clears the tiles that are only computed because the tiles after them fill no register. Their
  /// results become their values of the next call, which would shrink to subnormal numbers.
  /// Multiply–adds with these take an Intel processor many times as long.
  private void clearPadding(float[] scratch, int values, int count) {
    int end = Math.ceilDiv(count, VectorWinogradTiles.SHORT) * VectorWinogradTiles.SHORT;
    for (int c = 0; c < channels && count < end; c += LANES) {
      int block = values + c / LANES * blockStep;
      int step = VectorWinogradTransforms.TILE_STEP;
      Arrays.fill(scratch, block + count * step, block + end * step, 0);
    }
  }

  /// Computes the product for each value. The values of the images begin one vector after those of
  /// the results. So a result overwrites values that are no longer needed, and its memory is in the
  /// first-level cache.
  private void products(float[] scratch, int values, int count) {
    for (int f = 0; f < VALUES; f++) {
      for (int o = 0; o < outputs; o += 2 * LANES) {
        VectorWinogradTiles.run(
            scratch,
            values + (f + 1) * LANES,
            blockStep,
            count,
            kernels,
            kernelStart + f * kernelStep + o * s.channels(),
            o + LANES < outputs,
            s.channels(),
            values + f * LANES + o / LANES * blockStep);
      }
    }
  }

  /// Adds the bias to the pixels of a vector of outputs.
  private void addBias(float[] scratch, int from, int o, int length) {
    if (bias != null) {
      int count = Math.min(LANES, s.outputs() - o);
      float[] values = ((Storage.Floats) bias.storage()).array();
      VectorWinogradTransforms.add(scratch, from, length, values, bias.offset() + o, count);
    }
  }
}
