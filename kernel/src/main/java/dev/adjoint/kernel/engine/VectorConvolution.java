package dev.adjoint.kernel.engine;

import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.ConvolutionSizes;
import dev.adjoint.kernel.convolution.VectorTiledConvolution;
import dev.adjoint.kernel.convolution.VectorTiledConvolutionWeight;
import dev.adjoint.kernel.convolution.depthwise.Depthwise;
import dev.adjoint.kernel.convolution.depthwise.DepthwiseConvolution;
import dev.adjoint.kernel.convolution.depthwise.DepthwiseWeight;
import dev.adjoint.kernel.convolution.winograd.Winograd;
import dev.adjoint.kernel.convolution.winograd.WinogradConvolution;
import dev.adjoint.kernel.convolution.winograd.WinogradSizes;
import dev.adjoint.kernel.convolution.winograd.WinogradWeight;
import org.jspecify.annotations.Nullable;

/// Convolution with the Vector API; bit for bit that of [ScalarConvolution].
final class VectorConvolution {
  private VectorConvolution() {}

  static void forward(Convolution how, View x, View weight, @Nullable View bias, View y) {
    ConvolutionSizes s = ConvolutionSizes.of(how, x, weight, y);
    boolean vectors = y.storage() instanceof Storage.Floats && y.count() > 0;
    if (Winograd.forward(s, y.storage())) {
      WinogradConvolution.run(WinogradSizes.forward(s), x, weight, bias, y);
    } else if (vectors && Depthwise.forward(s)) {
      DepthwiseConvolution.forward(s, x, weight, bias, y);
    } else if (vectors) {
      VectorTiledConvolution.forward(s, x, weight, bias, y);
    } else {
      ScalarConvolution.forward(how, x, weight, bias, y);
    }
  }

  static void data(Convolution how, View g, View weight, View dx) {
    ConvolutionSizes s = ConvolutionSizes.of(how, dx, weight, g);
    boolean vectors = dx.storage() instanceof Storage.Floats && dx.count() > 0;
    if (Winograd.data(s, dx.storage())) {
      WinogradConvolution.run(WinogradSizes.data(s), g, weight, null, dx);
    } else if (vectors && Depthwise.data(s)) {
      DepthwiseConvolution.data(s, g, weight, dx);
    } else if (vectors) {
      VectorTiledConvolution.data(s, g, weight, dx);
    } else {
      ScalarConvolution.data(how, g, weight, dx);
    }
  }

  static void weight(Convolution how, View g, View x, View dw) {
    ConvolutionSizes s = ConvolutionSizes.of(how, x, dw, g);
    boolean vectors = dw.storage() instanceof Storage.Floats && dw.count() > 0 && g.count() > 0;
    if (Winograd.weight(s, dw.storage())) {
      WinogradWeight.run(WinogradSizes.forward(s), g, x, dw);
    } else if (vectors && Depthwise.weight(s)) {
      new DepthwiseWeight(s, g, x, dw).run();
    } else if (vectors) {
      new VectorTiledConvolutionWeight(s, g, x, dw).run();
    } else {
      ScalarConvolution.weight(how, g, x, dw);
    }
  }
}
