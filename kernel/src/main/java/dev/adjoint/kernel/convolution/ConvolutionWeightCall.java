package dev.adjoint.kernel.convolution;

import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.depthwise.Depthwise;
import dev.adjoint.kernel.convolution.depthwise.DepthwiseWeight;
import dev.adjoint.kernel.convolution.depthwise.ScalarDepthwise;
import dev.adjoint.kernel.convolution.direct.ConvolutionSizes;
import dev.adjoint.kernel.convolution.direct.DirectConvolution;
import dev.adjoint.kernel.convolution.direct.VectorTiledConvolutionWeight;
import dev.adjoint.kernel.convolution.winograd.DirectWeightTiles;
import dev.adjoint.kernel.convolution.winograd.MagnitudeScan;
import dev.adjoint.kernel.convolution.winograd.ScalarWinogradWeight;
import dev.adjoint.kernel.convolution.winograd.VectorMagnitudes;
import dev.adjoint.kernel.convolution.winograd.Winograd;
import dev.adjoint.kernel.convolution.winograd.WinogradSizes;
import dev.adjoint.kernel.convolution.winograd.WinogradWeight;

/// The gradient for the weight, `dw[o, c, kh, kw] = Σ g[n, o, oh, ow] · x[n, c, …, …]`.
///
/// In the direct algorithm, the images are cut into runs of `⌈N / RUNS⌉`. Each run is one chain in
/// the order of (n, oh, ow) from +0, and the runs are added in order from the first to the last.
///
/// In the depthwise algorithm, there are 16 sums instead. Each sum is a chain from +0 over the
/// columns ow with the same remainder modulo 16, in the order of (n, oh mod dilation, ow / 16, oh).
/// The 16 sums are then added pairwise: first those 8 apart, then 4, 2 and 1.
public record ConvolutionWeightCall(Convolution how, View g, View x, View dw)
    implements KernelCall {
  @Override
  public ConvolutionWeightCall on(Operands operands) {
    return new ConvolutionWeightCall(how, operands.read(g), operands.read(x), operands.write(dw));
  }

  @Override
  public void scalar() {
    ConvolutionSizes s = ConvolutionSizes.of(how, x, dw, g);
    if (Depthwise.weight(s)) {
      ScalarDepthwise.weight(s, g, x, dw);
      return;
    }
    if (Winograd.weight(s, dw.storage())) {
      WinogradSizes sizes = WinogradSizes.forward(s);
      DirectWeightTiles direct = DirectWeightTiles.of(MagnitudeScan.SCALAR, sizes, g, x);
      if (!direct.all()) {
        ScalarWinogradWeight.run(sizes, g, x, dw, direct);
        return;
      }
    }
    DirectConvolution.weight(s, g, x, dw);
  }

  @Override
  public void vector() {
    ConvolutionSizes s = ConvolutionSizes.of(how, x, dw, g);
    if (!(dw.storage() instanceof Storage.Floats) || dw.count() == 0 || g.count() == 0) {
      scalar();
    } else if (Depthwise.weight(s)) {
      new DepthwiseWeight(s, g, x, dw).run();
    } else {
      if (Winograd.weight(s, dw.storage())) {
        WinogradSizes sizes = WinogradSizes.forward(s);
        DirectWeightTiles direct = DirectWeightTiles.of(VectorMagnitudes::raise, sizes, g, x);
        if (!direct.all()) {
          WinogradWeight.run(sizes, g, x, dw, direct);
          return;
        }
      }
      new VectorTiledConvolutionWeight(s, g, x, dw).run();
    }
  }
}
