package dev.adjoint.kernel.convolution.direct;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.epilogue.Finish;
import dev.adjoint.kernel.matmul.VectorPanels;
import dev.adjoint.kernel.matmul.VectorTiles;
import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.Scratch;
import dev.adjoint.kernel.work.Workers;
import org.jspecify.annotations.Nullable;

/// An F32 convolution with a kernel of 1×1 over few pixels or many channels: the product of the
/// weights, read in place, and the pixels of all images side by side.
///
/// [TiledConvolution] copies the weights first, and reads the pixels in place. With few pixels,
/// each copied weight would be used so rarely that the copy takes longer than the product. With
/// many channels, the pixels of a tile lie far apart, and small images end within a tile. Here only
/// the pixels are copied, into panels as wide as a tile. The chains, and so the bits, are the same.
public final class PointwiseConvolution {
  private static final int HEIGHT = VectorTiles.HEIGHT;
  private static final int WIDTH = VectorTiles.WIDTH;

  /// So many pixels, over all images, are few: all of them are copied before the product.
  private static final int FEW = 256;

  /// From so many channels on, or half as many with so many outputs, pixels are copied.
  private static final int DEEP = 512;

  private final float[] w;
  private final int wStart;
  private final float[] x;
  private final int xStart;
  private final float[] y;
  private final int yStart;
  private final @Nullable View bias;
  private final Finish finish;
  private final int channels;
  private final int rows;
  private final int area;
  private final int imageArea;
  private final int width;
  private final int down;
  private final int across;
  private final int pixels;
  private final int chain;

  /// The distance from one panel of pixels to the next.
  private final int panelStep;

  private PointwiseConvolution(
      ConvolutionSizes s,
      View image,
      View weight,
      @Nullable View bias,
      Finish finish,
      View result) {
    w = ((Storage.Floats) weight.storage()).array();
    wStart = weight.offset();
    x = ((Storage.Floats) image.storage()).array();
    xStart = image.offset();
    y = ((Storage.Floats) result.storage()).array();
    yStart = result.offset();
    this.bias = bias;
    this.finish = finish;
    channels = s.channels();
    rows = s.outputs();
    area = s.outArea();
    imageArea = s.area();
    width = s.outWidth();
    down = s.how().strideHeight() * s.width();
    across = s.how().strideWidth();
    pixels = s.images() * area;
    chain = s.channelsInChain();
    panelStep = channels * WIDTH;
  }

  /// Whether a convolution is computed by this algorithm.
  public static boolean suits(ConvolutionSizes s) {
    return s.taps() == 1
        && s.groups() == 1
        && s.row(0, 0) == 0
        && s.column(0, 0) == 0
        && (s.outHeight() - 1) * s.how().strideHeight() < s.height()
        && (s.outWidth() - 1) * s.how().strideWidth() < s.width()
        && (isFew(s) || isDeep(s));
  }

  private static boolean isFew(ConvolutionSizes s) {
    return s.area() == s.outArea() && (long) s.images() * s.area() <= FEW;
  }

  private static boolean isDeep(ConvolutionSizes s) {
    return s.channels() >= DEEP || (s.channels() >= DEEP / 2 && s.outputs() >= DEEP);
  }

  public static void forward(
      ConvolutionSizes s, View x, View weight, @Nullable View bias, Finish finish, View y) {
    new PointwiseConvolution(s, x, weight, bias, finish, y).run();
  }

  private void run() {
    int count = Math.ceilDiv(pixels, WIDTH);
    if (pixels > FEW) {
      Workers.run(count, this::panel);
      return;
    }
    float[] panels = Scratch.borrowForCall(count * panelStep);
    for (int panel = 0; panel < count; panel++) {
      copy(panel * WIDTH, panels, panel * panelStep);
    }
    long work = (long) HEIGHT * channels * count * WIDTH;
    int high = (int) Math.max(PieceSize.VECTOR_PRODUCTS / Math.max(work, 1), 1) * HEIGHT;
    Workers.run(
        Math.ceilDiv(rows, high),
        piece -> {
          int end = Math.min(rows, (piece + 1) * high);
          float[] tile = Scratch.borrow(HEIGHT * WIDTH);
          for (int row = piece * high; row < end; row += HEIGHT) {
            int used = Math.min(HEIGHT, end - row);
            for (int panel = 0; panel < count; panel++) {
              tile(row, used, panel * WIDTH, panels, panel * panelStep, tile, 0);
            }
          }
          Scratch.giveBack(tile);
        });
    Scratch.giveBackFromCall(panels);
  }

  /// Computes all rows of the result for the pixels of one panel.
  private void panel(int number) {
    float[] scratch = Scratch.borrow(panelStep + HEIGHT * WIDTH);
    copy(number * WIDTH, scratch, 0);
    for (int row = 0; row < rows; row += HEIGHT) {
      tile(row, Math.min(HEIGHT, rows - row), number * WIDTH, scratch, 0, scratch, panelStep);
    }
    Scratch.giveBack(scratch);
  }

  /// Copies the pixels from number `first` on into a panel. Columns without a pixel keep any
  /// numbers.
  private void copy(int first, float[] panels, int panel) {
    int end = Math.min(pixels, first + WIDTH);
    for (int pixel = first; pixel < end; ) {
      int image = pixel / area;
      int within = pixel % area;
      int count = Math.min(area - within, end - pixel);
      int from = xStart + image * channels * imageArea;
      int to = panel + pixel - first;
      if (area == imageArea) {
        VectorPanels.ofRows(x, from + within, imageArea, 1, channels, count, panels, to, WIDTH);
      } else {
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
          places[i] = (within + i) / width * down + (within + i) % width * across;
        }
        for (int c = 0; c < channels; c++) {
          for (int i = 0; i < count; i++) {
            panels[to + c * WIDTH + i] = x[from + c * imageArea + places[i]];
          }
        }
      }
      pixel += count;
    }
  }

  /// Computes `used` rows of the result for the pixels of one panel.
  private void tile(
      int row, int used, int first, float[] panels, int panel, float[] tile, int tileStart) {
    for (int c = 0; c == 0 || c < channels; c += chain) {
      int depth = Math.min(chain, channels - c);
      int weights = wStart + row * channels + c;
      VectorTiles.run(
          w,
          weights,
          channels,
          used,
          panels,
          panel + c * WIDTH,
          WIDTH,
          depth,
          tile,
          tileStart,
          WIDTH,
          c == 0);
    }
    if (bias != null) {
      float[] ends = ((Storage.Floats) bias.storage()).array();
      for (int r = 0; r < used; r++) {
        float end = ends[bias.offset() + row + r];
        int at = tileStart + r * WIDTH;
        for (int i = at; i < at + WIDTH; i++) {
          tile[i] += end;
        }
      }
    }
    int end = Math.min(pixels, first + WIDTH);
    for (int pixel = first; pixel < end; ) {
      int image = pixel / area;
      int within = pixel % area;
      int count = Math.min(area - within, end - pixel);
      int to = yStart + (image * rows + row) * area + within;
      VectorPanels.ofRows(tile, tileStart + pixel - first, WIDTH, 1, used, count, y, to, area);
      finish.run(image, row, row + used, within, count);
      pixel += count;
    }
  }
}
