package dev.adjoint.kernel.convolution;

import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.depthwise.Depthwise;
import dev.adjoint.kernel.convolution.depthwise.DepthwiseConvolution;
import dev.adjoint.kernel.convolution.direct.ConvolutionSizes;
import dev.adjoint.kernel.convolution.direct.DirectConvolution;
import dev.adjoint.kernel.convolution.direct.PointwiseConvolution;
import dev.adjoint.kernel.convolution.direct.TiledConvolution;
import dev.adjoint.kernel.convolution.epilogue.Finish;
import dev.adjoint.kernel.convolution.winograd.DirectTiles;
import dev.adjoint.kernel.convolution.winograd.MagnitudeScan;
import dev.adjoint.kernel.convolution.winograd.ScalarWinograd;
import dev.adjoint.kernel.convolution.winograd.VectorMagnitudes;
import dev.adjoint.kernel.convolution.winograd.Winograd;
import dev.adjoint.kernel.convolution.winograd.WinogradConvolution;
import dev.adjoint.kernel.convolution.winograd.WinogradSizes;

/// The gradient for x, `dx[n, c, h, w] = Σ w[o, c, kh, kw] · g[n, o, oh, ow]` over the positions
/// where the kernel covered (h, w). g has the sizes of y.
///
/// In the direct algorithm, each element is one chain in the order of (o, kh, kw) from +0, over
/// those kh and kw for which the stride divides `h + top − kh·dilation` and `w + left −
/// kw·dilation`. g is zero outside its sizes.
public record ConvolutionDataCall(Convolution how, View g, View weight, View dx)
    implements KernelCall {
  @Override
  public ConvolutionDataCall on(Operands operands) {
    return new ConvolutionDataCall(
        how, operands.read(g), operands.read(weight), operands.write(dx));
  }

  @Override
  public void scalar() {
    ConvolutionSizes s = ConvolutionSizes.of(how, dx, weight, g);
    if (Winograd.data(s, dx.storage())) {
      WinogradSizes sizes = WinogradSizes.data(s);
      DirectTiles direct = DirectTiles.of(MagnitudeScan.SCALAR, sizes, g, weight, null);
      if (!direct.all()) {
        ScalarWinograd.run(sizes, g, weight, null, dx);
        direct.replace(g, weight, null, dx);
        return;
      }
    }
    DirectConvolution.data(s, g, weight, dx);
  }

  @Override
  public void vector() {
    ConvolutionSizes s = ConvolutionSizes.of(how, dx, weight, g);
    if (!(dx.storage() instanceof Storage.Floats) || dx.count() == 0) {
      scalar();
    } else if (Depthwise.data(s)) {
      DepthwiseConvolution.data(s, g, weight, dx);
    } else if (PointwiseConvolution.suitsData(s)) {
      PointwiseConvolution.data(s, g, weight, dx);
    } else {
      if (Winograd.data(s, dx.storage())) {
        WinogradSizes sizes = WinogradSizes.data(s);
        DirectTiles direct = DirectTiles.of(VectorMagnitudes::raise, sizes, g, weight, null);
        if (!direct.all()) {
          WinogradConvolution.run(sizes, g, weight, null, null, Finish.NONE, dx);
          direct.replace(g, weight, null, dx);
          return;
        }
      }
      TiledConvolution.data(s, g, weight, dx);
    }
  }
}
