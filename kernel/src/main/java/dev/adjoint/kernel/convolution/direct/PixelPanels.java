package dev.adjoint.kernel.convolution.direct;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.matmul.VectorPanels;
import dev.adjoint.kernel.matmul.VectorTiles;

/// Copies the pixels that a kernel of 1×1 uses into panels as wide as a tile: the pixels of all
/// images side by side, for each channel a row of a panel.
final class PixelPanels {
  private static final int WIDTH = VectorTiles.WIDTH;

  /// The gap after each panel, so that they do not map to the same cache set.
  private static final int GAP = 16;

  private final float[] x;
  private final int xStart;
  private final int channels;

  /// The number of pixels of an image that are used, of all its pixels, and of a row that is used.
  private final int area;

  private final int imageArea;
  private final int width;

  /// The distances of used pixels within an image.
  private final int down;

  private final int across;

  /// @param image of this many channels, of the sizes of s
  PixelPanels(ConvolutionSizes s, View image, int channels) {
    x = ((Storage.Floats) image.storage()).array();
    xStart = image.offset();
    this.channels = channels;
    area = s.outArea();
    imageArea = s.area();
    width = s.outWidth();
    down = s.how().strideHeight() * s.width();
    across = s.how().strideWidth();
  }

  /// The distance from one panel to the next.
  static int step(int channels) {
    return channels * WIDTH + GAP;
  }

  int step() {
    return step(channels);
  }

  /// Copies the pixels from `first` to `end` into panels from `at` on. Columns without a pixel keep
  /// any numbers.
  void copy(int first, int end, float[] panels, int at) {
    for (int pixel = first; pixel < end; ) {
      int image = pixel / area;
      int within = pixel % area;
      int count = Math.min(area - within, end - pixel);
      int from = xStart + image * channels * imageArea;
      if (area == imageArea) {
        copyRow(from + within, count, panels, at, pixel - first);
      } else {
        copySome(from, within, count, panels, at, pixel - first);
      }
      pixel += count;
    }
  }

  /// Copies neighbours of one image to the columns from `column` on: those up to the next panel,
  /// whole panels, and the rest.
  private void copyRow(int from, int count, float[] panels, int at, int column) {
    int before = Math.min(count, Math.ceilDiv(column, WIDTH) * WIDTH - column);
    int whole = (count - before) / WIDTH * WIDTH;
    int rest = count - before - whole;
    copyPart(from, before, panels, at + place(column));
    int to = at + place(column + before);
    VectorPanels.ofColumns(x, from + before, imageArea, 1, channels, whole, panels, to, step());
    copyPart(from + before + whole, rest, panels, at + place(column + before + whole));
  }

  /// Copies less than a panel's width.
  private void copyPart(int from, int count, float[] panels, int to) {
    if (count > 0) {
      VectorPanels.ofRows(x, from, imageArea, 1, channels, count, panels, to, WIDTH);
    }
  }

  /// Copies the pixels of an image that the stride uses.
  private void copySome(int from, int within, int count, float[] panels, int at, int column) {
    int[] pixel = new int[count];
    int[] place = new int[count];
    for (int i = 0; i < count; i++) {
      pixel[i] = (within + i) / width * down + (within + i) % width * across;
      place[i] = at + place(column + i);
    }
    for (int c = 0; c < channels; c++) {
      int source = from + c * imageArea;
      int target = c * WIDTH;
      for (int i = 0; i < count; i++) {
        panels[target + place[i]] = x[source + pixel[i]];
      }
    }
  }

  /// Where a column begins in the panels.
  private int place(int column) {
    return column / WIDTH * step() + column % WIDTH;
  }
}
