package dev.adjoint.tensor.op.convolution;

import dev.adjoint.kernel.convolution.ConvolutionDataCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// The gradient of [Conv2dOp] for its image, which has the shape `image`: each g, times the weight,
/// is added to the elements that the kernel covered. It is also the transposed convolution, which
/// increases the size.
///
/// Shapes: g `[N, O, OH, OW]`, w `[O, C/groups, KH, KW]`, result `[N, C, H, W]`. The convolution
/// that creates this operation has checked both.
///
/// Gradient: with u the gradient of the result, the gradient of g is the convolution of u, and that
/// of w is the [Conv2dWeightOp] of g and u. Each element is one chain in the order of (o, p, q).
public record Conv2dDataOp(Conv2dOptions options, Shape image) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor g = inputs[0];
    Tensor weight = inputs[1];
    Tensor value = TensorMemory.allocate(g.elementType(), image);
    new ConvolutionDataCall(
            Conv2dOp.kernel(options),
            TensorMemory.contiguous(g),
            TensorMemory.contiguous(weight),
            TensorMemory.view(value))
        .run();
    return Applied.of(
        value,
        u -> Tensor.apply(new Conv2dOp(options), u, weight),
        u -> Tensor.apply(new Conv2dWeightOp(options, weight.shape()), g, u));
  }

  @Override
  public String label() {
    return "conv2d data";
  }
}
