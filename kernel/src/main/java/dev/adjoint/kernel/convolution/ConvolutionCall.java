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
import dev.adjoint.kernel.convolution.epilogue.Epilogue;
import dev.adjoint.kernel.convolution.epilogue.Finish;
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
/// kh, kw) from +0. The bias is added at the end, and then the epilogue is applied.
///
/// @param kept what a `WinogradKernelsCall` has computed from the weight, or null. It saves time
///   and does not change the result.
public record ConvolutionCall(
    Convolution how,
    View x,
    View weight,
    @Nullable View kept,
    @Nullable View bias,
    Epilogue epilogue,
    View y)
    implements KernelCall {

  /// From this many results in a channel on, over all images, the values of the kernels cost little
  /// compared with the rest.
  private static final int MANY_RESULTS = 1 << 14;

  /// A convolution that nothing follows.
  public ConvolutionCall(Convolution how, View x, View weight, @Nullable View bias, View y) {
    this(how, x, weight, null, bias, Epilogue.NONE, y);
  }

  /// Whether it saves time to keep what a `WinogradKernelsCall` computes from the weight.
  public boolean wantsKernels() {
    ConvolutionSizes s = ConvolutionSizes.of(how, x, weight, y);
    return kept == null
        && Winograd.forward(s, y.storage())
        && (long) s.images() * s.outArea() <= MANY_RESULTS;
  }

  /// The same call with what a `WinogradKernelsCall` has computed from its weight.
  public ConvolutionCall keeping(View values) {
    return new ConvolutionCall(how, x, weight, values, bias, epilogue, y);
  }

  @Override
  public ConvolutionCall on(Operands operands) {
    return new ConvolutionCall(
        how,
        operands.read(x),
        operands.read(weight),
        operands.readOptional(kept),
        operands.readOptional(bias),
        epilogue.on(operands),
        operands.write(y));
  }

  @Override
  public @Nullable KernelCall joinedWith(KernelCall next, int operand) {
    boolean fits = y.storage() instanceof Storage.Floats && y.isContiguous();
    Epilogue longer = fits ? epilogue.then(next, operand, y) : null;
    return longer == null ? null : new ConvolutionCall(how, x, weight, kept, bias, longer, y);
  }

  @Override
  public void scalar() {
    results();
    epilogue.scalar(y);
  }

  private void results() {
    ConvolutionSizes s = ConvolutionSizes.of(how, x, weight, y);
    if (Winograd.forward(s, y.storage())) {
      WinogradSizes sizes = WinogradSizes.forward(s);
      DirectTiles direct = DirectTiles.of(MagnitudeScan.SCALAR, sizes, x, weight, kept);
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
      DepthwiseConvolution.forward(s, x, weight, bias, epilogue.finish(y), y);
    } else if (PointwiseConvolution.suits(s)) {
      PointwiseConvolution.forward(s, x, weight, bias, epilogue.finish(y), y);
    } else {
      if (Winograd.forward(s, y.storage())) {
        WinogradSizes sizes = WinogradSizes.forward(s);
        DirectTiles direct = DirectTiles.of(VectorMagnitudes::raise, sizes, x, weight, kept);
        if (!direct.all()) {
          winograd(sizes, direct);
          return;
        }
      }
      TiledConvolution.forward(s, x, weight, bias, epilogue.finish(y), y);
    }
  }

  /// Finishes the results at once, unless some are replaced when all are there.
  private void winograd(WinogradSizes sizes, DirectTiles direct) {
    if (direct.replaces(x)) {
      WinogradConvolution.run(sizes, x, weight, kept, bias, Finish.NONE, y);
      direct.replace(x, weight, bias, y);
      epilogue.vector(y);
    } else {
      WinogradConvolution.run(sizes, x, weight, kept, bias, epilogue.finish(y), y);
    }
  }
}
