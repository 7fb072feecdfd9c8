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
import dev.adjoint.kernel.convolution.winograd.DirectTiles;
import dev.adjoint.kernel.convolution.winograd.MagnitudeScan;
import dev.adjoint.kernel.convolution.winograd.ScalarWinograd;
import dev.adjoint.kernel.convolution.winograd.VectorMagnitudes;
import dev.adjoint.kernel.convolution.winograd.Winograd;
import dev.adjoint.kernel.convolution.winograd.WinogradConvolution;
import dev.adjoint.kernel.convolution.winograd.WinogradSizes;
import org.jspecify.annotations.Nullable;

/// `y[n, o, oh, ow] = Σ w[o, c, kh, kw] · x[n, c, …, …]`, plus `bias[o]` if there is a bias.
///
/// In the direct algorithm, each element is one chain of fused multiply–adds in the order of (c,
/// kh, kw) from +0. The bias is added at the end.
public record ConvolutionCall(Convolution how, View x, View weight, @Nullable View bias, View y)
    implements KernelCall {
  @Override
  public ConvolutionCall on(Operands operands) {
    return new ConvolutionCall(
        how,
        operands.read(x),
        operands.read(weight),
        operands.readOptional(bias),
        operands.write(y));
  }

  @Override
  public void scalar() {
    ConvolutionSizes s = ConvolutionSizes.of(how, x, weight, y);
    if (Winograd.forward(s, y.storage())) {
      WinogradSizes sizes = WinogradSizes.forward(s);
      DirectTiles direct = DirectTiles.of(MagnitudeScan.SCALAR, sizes, x, weight);
      if (!direct.all()) {
        ScalarWinograd.run(sizes, x, weight, bias, y);
        direct.replace(x, weight, bias, y);
        return;
      }
    }
    DirectConvolution.forward(s, x, weight, bias, y);
  }

  @Override
  public void vector() {
    ConvolutionSizes s = ConvolutionSizes.of(how, x, weight, y);
    if (!(y.storage() instanceof Storage.Floats) || y.count() == 0) {
      scalar();
    } else if (Depthwise.forward(s)) {
      DepthwiseConvolution.forward(s, x, weight, bias, y);
    } else if (PointwiseConvolution.suits(s)) {
      PointwiseConvolution.forward(s, x, weight, bias, y);
    } else {
      if (Winograd.forward(s, y.storage())) {
        WinogradSizes sizes = WinogradSizes.forward(s);
        DirectTiles direct = DirectTiles.of(VectorMagnitudes::raise, sizes, x, weight);
        if (!direct.all()) {
          WinogradConvolution.run(sizes, x, weight, bias, y);
          direct.replace(x, weight, bias, y);
          return;
        }
      }
      TiledConvolution.forward(s, x, weight, bias, y);
    }
  }
}
