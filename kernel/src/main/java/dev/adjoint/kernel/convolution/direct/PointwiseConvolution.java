package dev.adjoint.kernel.convolution.direct;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.matmul.VectorPanels;
import dev.adjoint.kernel.matmul.VectorTiles;
import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.Scratch;
import dev.adjoint.kernel.work.Workers;
import org.jspecify.annotations.Nullable;

/// An F32 convolution with a kernel of 1×1 over few pixels: the product of the weights, read in
/// place, and the pixels of all images side by side.
///
/// [TiledConvolution] copies the weights first. With few pixels, each copied weight would be used
/// so rarely that the copy takes longer than the product. Here only the pixels are copied, into
/// panels as wide as a tile. The chains, and so the bits, are the same.
public final class PointwiseConvolution {
  private static final int HEIGHT = VectorTiles.HEIGHT;
  private static final int WIDTH = VectorTiles.WIDTH;

  /// The most pixels, over all images.
  private static final int PIXELS = 256;

  private final float[] w;
  private final int wStart;
  private final float[] x;
  private final int xStart;
  private final float[] y;
  private final int yStart;
  private final @Nullable View bias;
  private final int channels;
  private final int rows;
  private final int area;
  private final int pixels;
  private final int chain;

  /// The distance from one panel of pixels to the next.
  private final int panelStep;

  private PointwiseConvolution(
      ConvolutionSizes s, View image, View weight, @Nullable View bias, View result) {
    w = ((Storage.Floats) weight.storage()).array();
    wStart = weight.offset();
    x = ((Storage.Floats) image.storage()).array();
    xStart = image.offset();
    y = ((Storage.Floats) result.storage()).array();
    yStart = result.offset();
    this.bias = bias;
    channels = s.channels();
    rows = s.outputs();
    area = s.area();
    pixels = s.images() * area;
    chain = s.channelsInChain();
    panelStep = channels * WIDTH;
  }

  /// Whether a convolution is computed by this algorithm.
  public static boolean suits(ConvolutionSizes s) {
    return s.taps() == 1
        && s.groups() == 1
        && s.area() == s.outArea()
        && s.row(0, 0) == 0
        && s.column(0, 0) == 0
        && s.how().strideHeight() == 1
        && s.how().strideWidth() == 1
        && s.outHeight() == s.height()
        && (long) s.images() * s.area() <= PIXELS;
  }

  public static void forward(ConvolutionSizes s, View x, View weight, @Nullable View bias, View y) {
    new PointwiseConvolution(s, x, weight, bias, y).run();
  }

  private void run() {
    int count = Math.ceilDiv(pixels, WIDTH);
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
              tile(row, used, panel * WIDTH, panels, panel * panelStep, tile);
            }
          }
          Scratch.giveBack(tile);
        });
    Scratch.giveBackFromCall(panels);
  }

  /// Copies the pixels from number `first` on into a panel. Columns without a pixel keep any
  /// numbers.
  private void copy(int first, float[] panels, int panel) {
    int end = Math.min(pixels, first + WIDTH);
    for (int pixel = first; pixel < end; ) {
      int image = pixel / area;
      int within = pixel % area;
      int count = Math.min(area - within, end - pixel);
      int from = xStart + image * channels * area + within;
      VectorPanels.ofRows(x, from, area, 1, channels, count, panels, panel + pixel - first, WIDTH);
      pixel += count;
    }
  }

  /// Computes `used` rows of the result for the pixels of one panel.
  private void tile(int row, int used, int first, float[] panels, int panel, float[] tile) {
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
          0,
          WIDTH,
          c == 0);
    }
    if (bias != null) {
      float[] ends = ((Storage.Floats) bias.storage()).array();
      for (int r = 0; r < used; r++) {
        float end = ends[bias.offset() + row + r];
        for (int i = r * WIDTH; i < (r + 1) * WIDTH; i++) {
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
      VectorPanels.ofRows(tile, pixel - first, WIDTH, 1, used, count, y, to, area);
      pixel += count;
    }
  }
}
