package dev.adjoint.kernel.engine;

import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.ConvolutionSizes;
import dev.adjoint.kernel.convolution.DirectConvolution;
import dev.adjoint.kernel.convolution.depthwise.Depthwise;
import dev.adjoint.kernel.convolution.depthwise.ScalarDepthwise;
import dev.adjoint.kernel.convolution.winograd.ScalarWinograd;
import dev.adjoint.kernel.convolution.winograd.ScalarWinogradWeight;
import dev.adjoint.kernel.convolution.winograd.Winograd;
import dev.adjoint.kernel.convolution.winograd.WinogradSizes;
import org.jspecify.annotations.Nullable;

/// The definition of convolution: by shape alone it is direct, depthwise or by Winograd's
/// algorithm.
final class ScalarConvolution {
  private ScalarConvolution() {}

  static void forward(Convolution how, View x, View weight, @Nullable View bias, View y) {
    ConvolutionSizes s = ConvolutionSizes.of(how, x, weight, y);
    if (Winograd.forward(s, y.storage())) {
      ScalarWinograd.run(WinogradSizes.forward(s), x, weight, bias, y);
    } else {
      DirectConvolution.forward(s, x, weight, bias, y);
    }
  }

  static void data(Convolution how, View g, View weight, View dx) {
    ConvolutionSizes s = ConvolutionSizes.of(how, dx, weight, g);
    if (Winograd.data(s, dx.storage())) {
      ScalarWinograd.run(WinogradSizes.data(s), g, weight, null, dx);
    } else {
      DirectConvolution.data(s, g, weight, dx);
    }
  }

  static void weight(Convolution how, View g, View x, View dw) {
    ConvolutionSizes s = ConvolutionSizes.of(how, x, dw, g);
    if (Winograd.weight(s, dw.storage())) {
      ScalarWinogradWeight.run(WinogradSizes.forward(s), g, x, dw);
    } else if (Depthwise.weight(s)) {
      ScalarDepthwise.weight(s, g, x, dw);
    } else {
      DirectConvolution.weight(s, g, x, dw);
    }
  }
}
