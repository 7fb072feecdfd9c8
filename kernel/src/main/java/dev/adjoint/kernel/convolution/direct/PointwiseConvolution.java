package dev.adjoint.kernel.convolution.direct;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.epilogue.Finish;
import dev.adjoint.kernel.matmul.VectorLeftPanels;
import dev.adjoint.kernel.matmul.VectorPackedTiles;
import dev.adjoint.kernel.matmul.VectorPanels;
import dev.adjoint.kernel.matmul.VectorTileRows;
import dev.adjoint.kernel.matmul.VectorTiles;
import dev.adjoint.kernel.tune.Processor;
import dev.adjoint.kernel.vector.VectorRegisters;
import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.Scratch;
import dev.adjoint.kernel.work.Workers;
import org.jspecify.annotations.Nullable;

/// An F32 convolution with a kernel of 1×1, or its gradient for the image: the product of the
/// weights, read in place or transposed, and the pixels of all images side by side.
///
/// The pixels are copied into panels as wide as a tile, a band at a time, and all rows of the
/// result are computed for a band, row after row in the order of the result, so that the processor
/// prefetches it. With few pixels, or more weights than pixels, all pixels are in panels before the
/// product, and pieces of work are rows: each weight is then read once. The chains, and so the
/// bits, are those of [TiledConvolution].
///
/// On processors of Intel the weights for many pixels are copied as well, into the panels of
/// [VectorPackedTiles], which the tiles read with fewer instructions than rows.
public final class PointwiseConvolution {
  private static final int HEIGHT = VectorTiles.HEIGHT;
  private static final int WIDTH = VectorTiles.WIDTH;

  /// So many pixels, over all images, are few: all of them are copied before the product.
  private static final int FEW = 256;

  /// The most floats of the panels of a band: two thirds of the second-level cache.
  private static final int BAND =
      (int) (Processor.current().secondCache(VectorRegisters.LANES) / 6);

  /// From this many pixels on, a copy of the weights pays: it is read by all threads.
  private static final int MANY = 1024;

  private static final boolean INTEL = Processor.current().isIntel();

  /// The most pixels of a band.
  private static final int WIDEST = 16 * WIDTH;

  /// With a stride, pixels are copied from so many channels on, or half as many with so many
  /// outputs.
  private static final int DEEP = 512;

  private final float[] w;
  private final int wStart;
  private final float[] y;
  private final int yStart;
  private final @Nullable View bias;
  private final Finish finish;
  private final int channels;
  private final int rows;
  private final int area;
  private final int pixels;
  private final int chain;

  private final PixelPanels pixelPanels;

  /// The number of panels of all pixels.
  private final int panelCount;

  /// The distance between two panels of the weights, and these panels if there are any.
  private final int packStep;

  private float[] packed = {};

  private PointwiseConvolution(
      ConvolutionSizes s,
      boolean forward,
      View image,
      float[] w,
      int wStart,
      @Nullable View bias,
      Finish finish,
      View result) {
    this.w = w;
    this.wStart = wStart;
    y = ((Storage.Floats) result.storage()).array();
    yStart = result.offset();
    this.bias = bias;
    this.finish = finish;
    channels = forward ? s.channels() : s.outputs();
    rows = forward ? s.outputs() : s.channels();
    area = s.outArea();
    pixels = s.images() * area;
    chain = forward ? s.channelsInChain() : s.outputsInChain();
    pixelPanels = new PixelPanels(s, image, channels);
    panelCount = Math.ceilDiv(pixels, WIDTH);
    packStep = VectorLeftPanels.step(channels);
  }

  /// Whether a convolution is computed by this algorithm.
  public static boolean suits(ConvolutionSizes s) {
    return suitsData(s) || (isPointwise(s) && isDeep(s));
  }

  /// Whether its gradient for the image is computed by this algorithm: each pixel is used once.
  public static boolean suitsData(ConvolutionSizes s) {
    return isPointwise(s) && s.outHeight() == s.height() && s.outWidth() == s.width();
  }

  /// Whether each result depends on one pixel of the image, so that no padding is read.
  private static boolean isPointwise(ConvolutionSizes s) {
    return s.taps() == 1
        && s.groups() == 1
        && s.row(0, 0) == 0
        && s.column(0, 0) == 0
        && s.row(s.outHeight() - 1, 0) < s.height()
        && s.column(s.outWidth() - 1, 0) < s.width();
  }

  private static boolean isDeep(ConvolutionSizes s) {
    return s.channels() >= DEEP || (s.channels() >= DEEP / 2 && s.outputs() >= DEEP);
  }

  public static void forward(
      ConvolutionSizes s, View x, View weight, @Nullable View bias, Finish finish, View y) {
    float[] w = ((Storage.Floats) weight.storage()).array();
    new PointwiseConvolution(s, true, x, w, weight.offset(), bias, finish, y).run();
  }

  /// The gradient for the image: the product of the transposed weights and the pixels of g.
  public static void data(ConvolutionSizes s, View g, View weight, View dx) {
    float[] w = ((Storage.Floats) weight.storage()).array();
    int rows = s.channels();
    int steps = s.outputs();
    int size = rows * steps;
    float[] scratch = Scratch.borrowForCall(size + panelSize(s.images() * s.area(), steps, rows));
    VectorPanels.ofRows(w, weight.offset(), 1, rows, rows, steps, scratch, 0, steps);
    new PointwiseConvolution(s, false, g, scratch, 0, null, Finish.NONE, dx).run(scratch, size);
    Scratch.giveBackFromCall(scratch);
  }

  /// The number of floats of the panels of all pixels, or 0 if they are copied a band at a time.
  private static int panelSize(int pixels, int channels, int rows) {
    long size = (long) Math.ceilDiv(pixels, WIDTH) * PixelPanels.step(channels);
    return pixels <= FEW || (size <= BAND && pixels <= rows) ? Math.toIntExact(size) : 0;
  }

  private void run() {
    float[] scratch = Scratch.borrowForCall(panelSize(pixels, channels, rows));
    run(scratch, 0);
    Scratch.giveBackFromCall(scratch);
  }

  /// If the pixels are copied at once, their panels are in scratch memory from `at` on.
  private void run(float[] scratch, int at) {
    if (INTEL && pixels >= MANY && channels > 0) {
      packed = Scratch.borrowForCall(rows / HEIGHT * packStep + VectorRegisters.LANES);
      pack();
    }
    if (panelSize(pixels, channels, rows) > 0) {
      strips(scratch, at);
    } else {
      bands();
    }
    if (packed.length > 0) {
      Scratch.giveBackFromCall(packed);
    }
  }

  /// Copies the rows of the weights that fill panels.
  private void pack() {
    int count = rows / HEIGHT;
    int each = Math.max(PieceSize.COPIED / (channels * HEIGHT), 1);
    Workers.run(
        Math.ceilDiv(count, each),
        piece -> {
          int first = piece * each;
          int high = Math.min(each, count - first) * HEIGHT;
          int from = wStart + first * HEIGHT * channels;
          VectorLeftPanels.copy(
              w, from, channels, 1, high, channels, packed, first * packStep, packStep);
        });
  }

  /// Copies all pixels, then computes strips of rows.
  private void strips(float[] scratch, int at) {
    int step = pixelPanels.step();
    int each = Math.max(PieceSize.COPIED / step, 1);
    Workers.run(
        Math.ceilDiv(panelCount, each),
        piece -> {
          int first = piece * each;
          int end = Math.min(pixels, (first + each) * WIDTH);
          pixelPanels.copy(first * WIDTH, end, scratch, at + first * step);
        });
    long work = (long) HEIGHT * channels * panelCount * WIDTH;
    int high = (int) Math.max(PieceSize.VECTOR_PRODUCTS / Math.max(work, 1), 1) * HEIGHT;
    Workers.run(
        Math.ceilDiv(rows, high),
        piece -> {
          int end = Math.min(rows, (piece + 1) * high);
          float[] tile = Scratch.borrow(HEIGHT * WIDTH);
          for (int row = piece * high; row < end; row += HEIGHT) {
            rows(row, Math.min(HEIGHT, end - row), 0, pixels, scratch, at, tile, 0);
          }
          Scratch.giveBack(tile);
        });
  }

  /// Computes bands of pixels, as equal as panels allow.
  private void bands() {
    int most = Math.clamp(BAND / Math.max(channels, 1) / WIDTH, 1, WIDEST / WIDTH);
    int bands = Math.max(Math.ceilDiv(panelCount, most), Math.min(PieceSize.COUNT, panelCount));
    Workers.run(
        bands,
        band -> {
          int first = (int) ((long) band * panelCount / bands);
          int end = (int) ((band + 1L) * panelCount / bands);
          band(first * WIDTH, Math.min(pixels, end * WIDTH));
        });
  }

  /// Computes all rows of the result for the pixels of one band.
  private void band(int first, int end) {
    int size = Math.ceilDiv(end - first, WIDTH) * pixelPanels.step();
    float[] scratch = Scratch.borrow(size + HEIGHT * WIDTH);
    pixelPanels.copy(first, end, scratch, 0);
    for (int row = 0; row < rows; row += HEIGHT) {
      rows(row, Math.min(HEIGHT, rows - row), first, end, scratch, 0, scratch, size);
    }
    Scratch.giveBack(scratch);
  }

  /// Computes `used` rows of the result for the pixels from `first` to `end`, which are in panels
  /// from `at` on.
  private void rows(
      int row, int used, int first, int end, float[] panels, int at, float[] tile, int tileStart) {
    int panel = at;
    for (int pixel = first; pixel < end; pixel += WIDTH) {
      int within = pixel % area;
      if (within + WIDTH <= area) {
        int to = yStart + (pixel / area * rows + row) * area + within;
        tile(row, used, panels, panel, y, to, area);
      } else {
        tile(row, used, panels, panel, tile, tileStart, WIDTH);
        store(row, used, pixel, Math.min(end, pixel + WIDTH), tile, tileStart);
      }
      panel += pixelPanels.step();
    }
    for (int pixel = first; pixel < end; ) {
      int image = pixel / area;
      int within = pixel % area;
      int count = Math.min(area - within, end - pixel);
      if (bias != null) {
        addBias(bias, row, used, yStart + (image * rows + row) * area + within, count);
      }
      finish.run(image, row, row + used, within, count);
      pixel += count;
    }
  }

  /// Copies a tile to the rows of the images that its pixels belong to.
  private void store(int row, int used, int first, int end, float[] tile, int tileStart) {
    for (int pixel = first; pixel < end; ) {
      int within = pixel % area;
      int count = Math.min(area - within, end - pixel);
      int to = yStart + (pixel / area * rows + row) * area + within;
      VectorTileRows.store(tile, tileStart + pixel - first, used, count, y, to, area);
      pixel += count;
    }
  }

  private void addBias(View bias, int row, int used, int to, int count) {
    float[] ends = ((Storage.Floats) bias.storage()).array();
    for (int r = 0; r < used; r++) {
      float end = ends[bias.offset() + row + r];
      int at = to + r * area;
      for (int i = at; i < at + count; i++) {
        y[i] += end;
      }
    }
  }

  /// Computes a tile of `used` rows of the result, without bias.
  private void tile(int row, int used, float[] panels, int panel, float[] to, int at, int step) {
    boolean isPacked = packed.length > 0 && used == HEIGHT;
    for (int c = 0; c == 0 || c < channels; c += chain) {
      int depth = Math.min(chain, channels - c);
      if (isPacked) {
        int left = row / HEIGHT * packStep + c * HEIGHT;
        VectorPackedTiles.run(packed, left, panels, panel + c * WIDTH, depth, to, at, step, c == 0);
        continue;
      }
      VectorTiles.run(
          w,
          wStart + row * channels + c,
          channels,
          used,
          panels,
          panel + c * WIDTH,
          WIDTH,
          depth,
          to,
          at,
          step,
          c == 0);
    }
  }
}
