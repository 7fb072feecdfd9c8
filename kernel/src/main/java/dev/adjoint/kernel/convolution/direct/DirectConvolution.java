package dev.adjoint.kernel.convolution.direct;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Pieces;
import org.jspecify.annotations.Nullable;

/// The definition of direct convolution and its derivatives.
///
/// All three load a stretch of the elements that are multiplied by one weight (or by one element of
/// g), with zeros outside the image. They add this stretch, times that factor, to the sums of each
/// output. So every output is a chain in the order of the loops. After so many channels as
/// [ConvolutionSizes] says the chain ends and is added to the sum of the chains before it, which
/// keeps the error of long sums small.
public final class DirectConvolution {
  /// The number of outputs whose weight gradients are summed together over the same stretches of x.
  private static final int TOGETHER = 8;

  /// About so many outputs of an image are summed together. Rows of small images are joined,
  /// because short loops cost more for each element.
  private static final int STRETCH = 128;

  private DirectConvolution() {}

  public static void forward(ConvolutionSizes s, View x, View weight, @Nullable View bias, View y) {
    int height = Math.clamp(STRETCH / Math.max(1, s.outWidth()), 1, Math.max(1, s.outHeight()));
    int blocks = Math.ceilDiv(s.outHeight(), height);
    Pieces.byWork(
        s.images() * s.groups() * blocks,
        s.work(),
        piece -> {
          int oh = piece % blocks * height;
          int group = piece / blocks % s.groups();
          int n = piece / blocks / s.groups();
          forward(s, x, weight, bias, y, n, group, oh, Math.min(height, s.outHeight() - oh));
        });
  }

  private static void forward(
      ConvolutionSizes s,
      View x,
      View weight,
      @Nullable View bias,
      View y,
      int n,
      int group,
      int oh,
      int height) {
    int length = height * s.outWidth();
    ConvolutionRow row = ConvolutionRow.of(x.storage(), length);
    ConvolutionRow[] totals = rows(s.outputs(), x.storage(), length);
    ConvolutionRow[] sums = totals;
    int chain = s.channelsInChain();
    for (int c = 0; c < s.channels(); c++) {
      if (c > 0 && c % chain == 0) {
        sums = next(totals, sums, c == chain, x.storage(), length);
      }
      int image = x.offset() + s.channelAt(n, group, c);
      for (int kh = 0; kh < s.kernelHeight(); kh++) {
        for (int kw = 0; kw < s.kernelWidth(); kw++) {
          loadRows(row, s, x, image, oh, kh, kw);
          int tap = (c * s.kernelHeight() + kh) * s.kernelWidth() + kw;
          for (int o = 0; o < s.outputs(); o++) {
            sums[o].addScaled(weight.storage(), weight.offset() + s.weightAt(group, o) + tap, row);
          }
        }
      }
    }
    end(totals, sums, s.channels() <= chain);
    for (int o = 0; o < s.outputs(); o++) {
      if (bias != null) {
        totals[o].add(bias.storage(), bias.offset() + group * s.outputs() + o);
      }
      totals[o].store(y.storage(), y.offset() + s.outputAt(n, group, o) + oh * s.outWidth(), 1);
    }
  }

  /// Loads the elements of one channel that a tap of the kernel reads for rows of outputs.
  private static void loadRows(
      ConvolutionRow row, ConvolutionSizes s, View x, int image, int oh, int kh, int kw) {
    int step = s.how().strideWidth();
    int column = s.column(0, kw);
    for (int at = 0; at < row.length(); at += s.outWidth()) {
      int h = s.row(oh + at / s.outWidth(), kh);
      if (h >= 0 && h < s.height()) {
        int start = image + h * s.width();
        row.load(x.storage(), start, s.width(), column, step, at, s.outWidth());
      } else {
        row.clear(at, s.outWidth());
      }
    }
  }

  /// Adds the chains that end here to the totals, and begins new ones. The first ones are the
  /// totals themselves.
  private static ConvolutionRow[] next(
      ConvolutionRow[] totals, ConvolutionRow[] sums, boolean isFirst, Storage kind, int length) {
    end(totals, sums, isFirst);
    return rows(totals.length, kind, length);
  }

  private static void end(ConvolutionRow[] totals, ConvolutionRow[] sums, boolean isFirst) {
    for (int i = 0; !isFirst && i < sums.length; i++) {
      totals[i].plus(sums[i]);
    }
  }

  public static void data(ConvolutionSizes s, View g, View weight, View dx) {
    int rows = s.images() * s.groups() * s.height();
    Pieces.byWork(
        rows,
        s.work(),
        piece -> {
          int h = piece % s.height();
          int group = piece / s.height() % s.groups();
          int n = piece / s.height() / s.groups();
          for (int first = 0; first < Math.min(s.how().strideWidth(), s.width()); first++) {
            data(s, g, weight, dx, n, group, h, first);
          }
        });
  }

  /// Computes every `strideWidth`-th element of one row of dx, from `first` on. All of them use the
  /// same kw.
  private static void data(
      ConvolutionSizes s, View g, View weight, View dx, int n, int group, int h, int first) {
    int step = s.how().strideWidth();
    int count = Math.ceilDiv(s.width() - first, step);
    ConvolutionRow row = ConvolutionRow.of(g.storage(), count);
    ConvolutionRow[] totals = rows(s.channels(), g.storage(), count);
    ConvolutionRow[] sums = totals;
    int chain = s.outputsInChain();
    for (int o = 0; o < s.outputs(); o++) {
      if (o > 0 && o % chain == 0) {
        sums = next(totals, sums, o == chain, g.storage(), count);
      }
      int image = g.offset() + s.outputAt(n, group, o);
      for (int kh = 0; kh < s.kernelHeight(); kh++) {
        int above = h - s.row(0, kh);
        if (above % s.how().strideHeight() != 0) {
          continue;
        }
        int oh = above / s.how().strideHeight();
        for (int kw = 0; kw < s.kernelWidth(); kw++) {
          int before = first - s.column(0, kw);
          if (before % step != 0) {
            continue;
          }
          if (oh >= 0 && oh < s.outHeight()) {
            int start = image + oh * s.outWidth();
            row.load(g.storage(), start, s.outWidth(), before / step, 1, 0, count);
          } else {
            row.clear(0, count);
          }
          int tap = kh * s.kernelWidth() + kw;
          for (int c = 0; c < s.channels(); c++) {
            int at = weight.offset() + s.weightAt(group, o) + c * s.taps() + tap;
            sums[c].addScaled(weight.storage(), at, row);
          }
        }
      }
    }
    end(totals, sums, s.outputs() <= chain);
    for (int c = 0; c < s.channels(); c++) {
      int start = dx.offset() + s.channelAt(n, group, c) + h * s.width() + first;
      totals[c].store(dx.storage(), start, step);
    }
  }

  public static void weight(ConvolutionSizes s, View g, View x, View dw) {
    int blocks = Math.ceilDiv(s.outputs(), TOGETHER);
    Pieces.byWork(
        s.groups() * blocks,
        s.work(),
        piece -> {
          int from = piece % blocks * TOGETHER;
          int count = Math.min(TOGETHER, s.outputs() - from);
          weight(s, g, x, dw, piece / blocks, from, count);
        });
  }

  private static void weight(
      ConvolutionSizes s, View g, View x, View dw, int group, int from, int count) {
    int length = Math.max(Math.ceilDiv(s.images(), ConvolutionSizes.RUNS), 1);
    ConvolutionRow patch = ConvolutionRow.of(x.storage(), s.depth());
    ConvolutionRow[] totals = rows(count, x.storage(), s.depth());
    for (int first = 0; first < s.images(); first += length) {
      ConvolutionRow[] sums = rows(count, x.storage(), s.depth());
      for (int n = first; n < Math.min(s.images(), first + length); n++) {
        for (int oh = 0; oh < s.outHeight(); oh++) {
          for (int ow = 0; ow < s.outWidth(); ow++) {
            load(patch, s, x, n, group, oh, ow);
            for (int o = 0; o < count; o++) {
              int at = s.outputAt(n, group, from + o) + oh * s.outWidth() + ow;
              sums[o].addScaled(g.storage(), g.offset() + at, patch);
            }
          }
        }
      }
      for (int o = 0; o < count; o++) {
        totals[o] = first == 0 ? sums[o] : totals[o].plus(sums[o]);
      }
    }
    for (int o = 0; o < count; o++) {
      totals[o].store(dw.storage(), dw.offset() + s.weightAt(group, from + o), 1);
    }
  }

  /// Loads the part of x that one output reads, in the order of its weights.
  private static void load(
      ConvolutionRow patch, ConvolutionSizes s, View x, int n, int group, int oh, int ow) {
    patch.clear(0, s.depth());
    for (int c = 0; c < s.channels(); c++) {
      int image = x.offset() + s.channelAt(n, group, c);
      for (int kh = 0; kh < s.kernelHeight(); kh++) {
        int h = s.row(oh, kh);
        for (int kw = 0; kw < s.kernelWidth(); kw++) {
          int w = s.column(ow, kw);
          if (h >= 0 && h < s.height() && w >= 0 && w < s.width()) {
            int tap = (c * s.kernelHeight() + kh) * s.kernelWidth() + kw;
            patch.set(tap, x.storage(), image + h * s.width() + w);
          }
        }
      }
    }
  }

  private static ConvolutionRow[] rows(int count, Storage kind, int length) {
    ConvolutionRow[] rows = new ConvolutionRow[count];
    for (int i = 0; i < count; i++) {
      rows[i] = ConvolutionRow.of(kind, length);
    }
    return rows;
  }
}
