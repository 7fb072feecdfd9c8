package dev.adjoint.kernel;

import org.jspecify.annotations.Nullable;

/// Convolution with the Vector API; bit for bit that of [ScalarConvolution].
final class VectorConvolution {
  private VectorConvolution() {}

  static void forward(Convolution how, View x, View weight, @Nullable View bias, View y) {
    ConvolutionSizes s = ConvolutionSizes.of(how, x, weight, y);
    if (Winograd.forward(s, y.storage())) {
      WinogradConvolution.run(WinogradSizes.forward(s), x, weight, bias, y);
    } else if (Depthwise.forward(s) && y.storage() instanceof Storage.Floats && y.count() > 0) {
      DepthwiseConvolution.forward(s, x, weight, bias, y);
    } else if (y.storage() instanceof Storage.Floats && y.count() > 0) {
      TiledConvolution.forward(s, x, weight, bias, y);
    } else {
      ScalarConvolution.forward(how, x, weight, bias, y);
    }
  }

  static void data(Convolution how, View g, View weight, View dx) {
    ConvolutionSizes s = ConvolutionSizes.of(how, dx, weight, g);
    if (Winograd.data(s, dx.storage())) {
      WinogradConvolution.run(WinogradSizes.data(s), g, weight, null, dx);
    } else if (Depthwise.data(s) && dx.storage() instanceof Storage.Floats && dx.count() > 0) {
      DepthwiseConvolution.data(s, g, weight, dx);
    } else if (dx.storage() instanceof Storage.Floats && dx.count() > 0) {
      TiledConvolution.data(s, g, weight, dx);
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
      new TiledConvolutionWeight(s, g, x, dw).run();
    } else {
      ScalarConvolution.weight(how, g, x, dw);
    }
  }
}
