package dev.adjoint.tensor.op.convolution;

import dev.adjoint.kernel.convolution.ConvolutionWeightCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// The gradient of [Conv2dOp] for its weight, which has the shape `weight`: for each weight, the
/// sum over all images and positions of g times the element of x that the weight was multiplied by.
///
/// Shapes: g `[N, O, OH, OW]`, x `[N, C, H, W]`, result `[O, C/groups, KH, KW]`. The convolution
/// that creates this operation has checked both.
///
/// Gradient: with u the gradient of the result, the gradient of g is the convolution of x with u,
/// and that of x is the [Conv2dDataOp] of g and u. The order of rounding is that of
/// `ConvolutionCall`: chains over runs of images, added in order, or, for depthwise convolutions,
/// 16 chains over columns.
public record Conv2dWeightOp(Conv2dOptions options, Shape weight) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor g = inputs[0];
    Tensor x = inputs[1];
    Tensor value = TensorMemory.allocate(g.elementType(), weight);
    new ConvolutionWeightCall(
            Conv2dOp.kernel(options),
            TensorMemory.contiguous(g),
            TensorMemory.contiguous(x),
            TensorMemory.view(value))
        .run();
    return Applied.of(
        value,
        u -> Tensor.apply(new Conv2dOp(options), x, u),
        u -> Tensor.apply(new Conv2dDataOp(options, x.shape()), g, u));
  }

  @Override
  public String label() {
    return "conv2d weight";
  }
}
