package dev.adjoint.kernel.convolution.direct;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.epilogue.Finish;
import dev.adjoint.kernel.matmul.VectorPanels;
import dev.adjoint.kernel.matmul.VectorTileRows;
import dev.adjoint.kernel.vector.VectorTranspose;
import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.Scratch;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One F32 convolution, or its gradient for the image, as a matrix product whose right side is
/// never stored: `y[row, pixel] = Σ weight[row, (channel, tap)] · image[channel, pixel + offset of
/// tap]`.
///
/// For an element of the image, the gradient is also a convolution of g. With a stride, the
/// elements are divided into parts by their remainder, and each part has its own taps. The sums of
/// the parts are first computed side by side and then interleaved.
///
/// The weights are copied once into panels. Then each piece of work copies a band of one image into
/// the layout of [ConvolutionGrid], unless the image already has it, and computes tiles over it.
public final class TiledConvolution {
  private static final int HEIGHT = VectorConvolutionTiles.HEIGHT;
  private static final int PANEL = VectorConvolutionTiles.PANEL;
  private static final int WIDTH = VectorConvolutionTiles.WIDTH;
  private static final int LANES = VectorConvolutionTiles.LANES;

  /// The most floats of a copy of a band.
  private static final int BAND = 1 << 17;

  /// The approximate number of results that are finished together.
  private static final int FINISHED = 1 << 15;

  /// The number of pixels below which work is not cut further.
  private static final int FEW_PIXELS = 128;

  /// The image: its array, offset, and sizes within a group.
  private final float[] x;

  private final int xStart;
  private final int channels;
  private final int area;

  /// The result.
  private final float[] y;

  private final int yStart;
  private final int yRows;
  private final int yHeight;
  private final int yWidth;
  private final int upHeight;
  private final int upWidth;

  private final boolean biased;
  private final Finish finish;
  private final int images;
  private final int groups;
  private final ConvolutionGrid grid;

  /// For each part, the taps that it uses, as indices into the kernel.
  private final int[][] weightTaps;

  private final int chunk;
  private final int band;
  private final int bands;
  private final int cuts;
  private final int blocks;
  private final int[][] offsets;
  private final WeightPanels weights;

  private TiledConvolution(
      ConvolutionSizes s,
      boolean forward,
      View image,
      View weight,
      @Nullable View bias,
      Finish finish,
      View result,
      ConvolutionGrid grid,
      int[][] weightTaps,
      int[][] gridTaps) {
    x = ((Storage.Floats) image.storage()).array();
    xStart = image.offset();
    y = ((Storage.Floats) result.storage()).array();
    yStart = result.offset();
    biased = bias != null;
    this.finish = finish;
    this.grid = grid;
    this.weightTaps = weightTaps;
    images = s.images();
    groups = s.groups();
    channels = forward ? s.channels() : s.outputs();
    area = forward ? s.area() : s.outArea();
    yRows = forward ? s.outputs() : s.channels();
    yHeight = forward ? s.outHeight() : s.height();
    yWidth = forward ? s.outWidth() : s.width();
    upHeight = forward ? 1 : s.how().strideHeight();
    upWidth = forward ? 1 : s.how().strideWidth();
    WeightPanels.Layout layout =
        new WeightPanels.Layout(
            ((Storage.Floats) weight.storage()).array(),
            weight.offset(),
            s.outputs() * s.depth(),
            forward ? s.depth() : s.taps(),
            forward ? s.taps() : s.depth());
    weights = new WeightPanels(layout, groups, yRows, channels, weightTaps, bias);
    blocks = Math.ceilDiv(yRows, HEIGHT);

    chunk = forward ? s.channelsInChain() : s.outputsInChain();
    int fits = grid.rows();
    while (fits > 1 && !grid.inPlace() && (long) grid.channelSize(fits) * chunk > BAND) {
      fits = Math.ceilDiv(fits, 2);
    }
    int expected = Math.ceilDiv(PieceSize.COUNT, images * groups);
    int narrowest = Math.max(Math.ceilDiv(FEW_PIXELS, grid.columns()), 1);
    int cut = Math.max(Math.ceilDiv(grid.rows(), expected), narrowest);
    band = grid.inPlace() ? grid.rows() : Math.min(fits, cut);
    bands = Math.ceilDiv(grid.rows(), band);
    long work = s.work() / ((long) images * groups * bands);
    int shares = Math.ceilDiv(PieceSize.COUNT, images * groups * bands);
    cuts = Math.clamp(work / PieceSize.COPIED_PRODUCTS, 1, Math.min(shares, blocks));

    offsets = new int[weightTaps.length][];
    int size = grid.channelSize(band);
    for (int part = 0; part < weightTaps.length; part++) {
      int taps = weightTaps[part].length;
      offsets[part] = new int[chunk * taps];
      for (int i = 0; i < chunk * taps; i++) {
        offsets[part][i] = i / taps * size + grid.offset(gridTaps[part][i % taps], band);
      }
    }
  }

  public static void forward(
      ConvolutionSizes s, View x, View weight, @Nullable View bias, Finish finish, View y) {
    int[] taps = new int[s.taps()];
    for (int t = 0; t < taps.length; t++) {
      taps[t] = t;
    }
    ConvolutionGrid grid = ConvolutionGrid.of(s, true);
    int[][] one = {taps};
    new TiledConvolution(s, true, x, weight, bias, finish, y, grid, one, one).run();
  }

  public static void data(ConvolutionSizes s, View g, View weight, View dx) {
    int stepH = s.how().strideHeight();
    int stepW = s.how().strideWidth();
    int[][] weightTaps = new int[stepH * stepW][];
    int[][] gridTaps = new int[stepH * stepW][];
    int[] rowShifts = new int[s.taps()];
    int[] columnShifts = new int[s.taps()];
    int count = 0;
    for (int part = 0; part < weightTaps.length; part++) {
      int[] found = new int[s.taps()];
      int first = count;
      for (int t = 0; t < s.taps(); t++) {
        int above = part / stepW - s.row(0, t / s.kernelWidth());
        int before = part % stepW - s.column(0, t % s.kernelWidth());
        if (above % stepH == 0 && before % stepW == 0) {
          found[count - first] = t;
          rowShifts[count] = above / stepH;
          columnShifts[count] = before / stepW;
          count++;
        }
      }
      weightTaps[part] = Arrays.copyOf(found, count - first);
      gridTaps[part] = new int[count - first];
      for (int i = first; i < count; i++) {
        gridTaps[part][i - first] = i;
      }
    }
    ConvolutionGrid grid =
        new ConvolutionGrid(
            Math.ceilDiv(s.height(), stepH),
            Math.ceilDiv(s.width(), stepW),
            1,
            1,
            s.outHeight(),
            s.outWidth(),
            Arrays.copyOf(rowShifts, count),
            Arrays.copyOf(columnShifts, count),
            true);
    new TiledConvolution(s, false, g, weight, null, Finish.NONE, dx, grid, weightTaps, gridTaps)
        .run();
  }

  private void run() {
    weights.copy();
    int units = images * groups * bands * cuts;
    long work = (long) channels * weightTaps[0].length * yRows * band * grid.columns() / cuts;
    int together = Math.clamp(PieceSize.COPIED_PRODUCTS / 4 / Math.max(work, 1), 1, units);
    Workers.run(
        Math.ceilDiv(units, together),
        piece -> {
          int end = Math.min(units, (piece + 1) * together);
          for (int unit = piece * together; unit < end; unit++) {
            int image = unit / cuts / bands;
            piece(image / groups, image % groups, unit / cuts % bands * band, unit % cuts);
          }
        });
    weights.giveBack();
  }

  private void piece(int n, int group, int top, int cut) {
    int rows = Math.min(band, grid.rows() - top);
    int pixels = rows * grid.columns();
    int firstBlock = cut * blocks / cuts;
    int endBlock = (cut + 1) * blocks / cuts;
    boolean staged = weightTaps.length > 1;
    int step = Math.ceilDiv(band * grid.columns(), WIDTH) * WIDTH;
    int copied = grid.inPlace() ? 0 : chunk * grid.channelSize(band) + VectorGridCopy.SLACK;
    int side = copied;
    int sideSize = staged ? weightTaps.length * (endBlock - firstBlock) * HEIGHT * step : 0;
    float[] scratch = Scratch.borrow(side + Math.max(sideSize, HEIGHT * WIDTH) + LANES);
    int firstRow = group * yRows + firstBlock * HEIGHT;
    int endRow = group * yRows + Math.min(yRows, endBlock * HEIGHT);
    int together = FINISHED / Math.max(endRow - firstRow, 1);
    int finished = 0;
    int image = xStart + (n * groups + group) * channels * area;
    int target = yStart + (n * groups + group) * yRows * yHeight * yWidth + top * yWidth;
    for (int c = 0; c == 0 || c < channels; c += chunk) {
      int count = Math.min(chunk, channels - c);
      float[] from = x;
      int start = image + c * area;
      if (!grid.inPlace()) {
        from = scratch;
        grid.copy().packAll(x, start, area, count, top, rows, band, scratch);
        // The last vector reads past the end, and an Intel processor is slow with subnormal
        // numbers.
        int end = count * grid.channelSize(band);
        Arrays.fill(scratch, end, end + VectorGridCopy.SLACK, 0);
        start = 0;
      }
      boolean last = c + chunk >= channels;
      for (int part = 0; part < weightTaps.length; part++) {
        int taps = weightTaps[part].length;
        for (int q = 0; q < pixels; q += WIDTH) {
          for (int block = firstBlock; block < endBlock; block++) {
            int panel = weights.at(part, group, block * HEIGHT) + c * taps * PANEL;
            int height = Math.min(HEIGHT, yRows - block * HEIGHT);
            boolean addBias = last && biased;
            if (staged) {
              int row = part * (endBlock - firstBlock) + block - firstBlock;
              int to = side + row * HEIGHT * step + q;
              int vectors = pixels - q > LANES ? 2 : 1;
              tile(
                  panel, height, from, start, q, part, count, scratch, to, step, c == 0, addBias,
                  vectors);
            } else {
              int to = target + block * HEIGHT * yHeight * yWidth + q;
              direct(
                  panel, height, from, start, q, pixels, count, scratch, side, to, c == 0, addBias);
            }
          }
          int end = Math.min(q + WIDTH, pixels);
          if (last && !staged && (end - finished >= together || end == pixels)) {
            finish.run(n, firstRow, endRow, top * yWidth + finished, end - finished);
            finished = end;
          }
        }
      }
    }
    if (staged) {
      for (int row = firstBlock * HEIGHT; row < Math.min(yRows, endBlock * HEIGHT); row++) {
        int to = target - top * yWidth + row * yHeight * yWidth;
        spread(
            scratch,
            side + (row - firstBlock * HEIGHT) * step,
            to,
            top,
            rows,
            endBlock - firstBlock,
            step);
      }
    }
    Scratch.giveBack(scratch);
  }

  /// Computes a tile in y or, if y ends within a vector, in scratch memory.
  private void direct(
      int panel,
      int height,
      float[] from,
      int start,
      int q,
      int pixels,
      int count,
      float[] scratch,
      int side,
      int to,
      boolean first,
      boolean addBias) {
    int used = Math.min(WIDTH, pixels - q);
    int vectors = used > LANES ? 2 : 1;
    int step = yHeight * yWidth;
    if (used == vectors * LANES) {
      tile(panel, height, from, start, q, 0, count, y, to, step, first, addBias, vectors);
      return;
    }
    if (!first) {
      VectorPanels.ofRows(y, to, step, 1, height, used, scratch, side, WIDTH);
    }
    tile(panel, height, from, start, q, 0, count, scratch, side, WIDTH, first, addBias, vectors);
    VectorTileRows.store(scratch, side, height, used, y, to, step);
  }

  private void tile(
      int panel,
      int height,
      float[] from,
      int start,
      int q,
      int part,
      int count,
      float[] to,
      int at,
      int step,
      boolean first,
      boolean addBias,
      int vectors) {
    int depth = count * weightTaps[part].length;
    int b0 = start + grid.base(q);
    int[] where = offsets[part];
    if (vectors == 2) {
      int b1 = start + grid.base(q + LANES);
      VectorConvolutionTiles.two(
          weights.array(), panel, height, from, b0, b1, where, depth, to, at, step, first, addBias);
    } else {
      VectorConvolutionTiles.one(
          weights.array(), panel, height, from, b0, where, depth, to, at, step, first, addBias);
    }
  }

  /// Interleaves the parts of one row of the result.
  private void spread(float[] sums, int from, int to, int top, int rows, int rowBlocks, int step) {
    for (int part = 0; part < weightTaps.length; part++) {
      int first = part % upWidth;
      int count = Math.ceilDiv(yWidth - first, upWidth);
      int source = from + part * rowBlocks * HEIGHT * step;
      for (int j = 0; j < rows; j++) {
        int h = (top + j) * upHeight + part / upWidth;
        if (h < yHeight) {
          int row = to + h * yWidth + first;
          int at = source + j * grid.columns();
          int i = 0;
          if (upWidth == 2 && VectorTranspose.AVAILABLE) {
            if (first == 1) {
              continue;
            }
            i = VectorInterleave.rows(sums, at, rowBlocks * HEIGHT * step, yWidth, y, row);
            for (int k = i; k < yWidth / 2; k++) {
              y[row + 2 * k + 1] = sums[at + rowBlocks * HEIGHT * step + k];
            }
          }
          for (; i < count; i++) {
            y[row + i * upWidth] = sums[at + i];
          }
        }
      }
    }
  }
}
