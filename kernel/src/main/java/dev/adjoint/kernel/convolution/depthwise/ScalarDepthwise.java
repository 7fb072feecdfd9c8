package dev.adjoint.kernel.convolution.depthwise;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.direct.ConvolutionRow;
import dev.adjoint.kernel.convolution.direct.ConvolutionSizes;
import dev.adjoint.kernel.work.Pieces;

/// The definition of the gradient of a depthwise convolution for its weight: [Depthwise#LANES] sums
/// for each weight, each over columns of g that are this far apart.
public final class ScalarDepthwise {
  private static final int LANES = Depthwise.LANES;

  private ScalarDepthwise() {}

  public static void weight(ConvolutionSizes s, View g, View x, View dw) {
    Pieces.byWork(s.groups() * s.outputs(), s.work(), output -> weight(s, g, x, dw, output));
  }

  private static void weight(ConvolutionSizes s, View g, View x, View dw, int output) {
    ConvolutionRow factors = ConvolutionRow.of(g.storage(), LANES);
    ConvolutionRow seen = ConvolutionRow.of(x.storage(), LANES);
    ConvolutionRow[] sums = new ConvolutionRow[s.taps()];
    for (int t = 0; t < sums.length; t++) {
      sums[t] = ConvolutionRow.of(x.storage(), LANES);
    }
    int apart = s.how().dilationHeight();
    for (int n = 0; n < s.images(); n++) {
      int from = g.offset() + s.outputAt(n, 0, output);
      int image = x.offset() + s.channelAt(n, output / s.outputs(), 0);
      for (int first = 0; first < Math.min(apart, s.outHeight()); first++) {
        for (int ow = 0; ow < s.outWidth(); ow += LANES) {
          int used = Math.min(LANES, s.outWidth() - ow);
          for (int oh = first; oh < s.outHeight(); oh += apart) {
            factors.load(
                g.storage(), from + oh * s.outWidth(), s.outWidth(), ow, 1, 0, factors.length());
            for (int t = 0; t < sums.length; t++) {
              int h = s.row(oh, t / s.kernelWidth());
              if (h >= 0 && h < s.height()) {
                int w = s.column(ow, t % s.kernelWidth());
                int row = image + h * s.width();
                seen.load(x.storage(), row, s.width(), w, s.how().strideWidth(), 0, seen.length());
              } else {
                seen.clear(0, seen.length());
              }
              sums[t].addProducts(factors, seen, used);
            }
          }
        }
      }
    }
    for (int t = 0; t < sums.length; t++) {
      sums[t].fold(dw.storage(), dw.offset() + output * s.taps() + t);
    }
  }
}
