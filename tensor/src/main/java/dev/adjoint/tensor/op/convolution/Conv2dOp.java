package dev.adjoint.tensor.op.convolution;

import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.convolution.ConvolutionCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// The two-dimensional convolution, with a bias if there are three inputs. The sum is over c, p and
/// q, and elements outside x are zero:
///
/// ```
/// y[n, o, i, j] = bias[o] + Σ w[o, c, p, q] · x[n, c, i·stride + p·dilation − padding, …]
/// ```
///
/// Shapes: x `[N, C, H, W]`, w `[O, C/groups, KH, KW]`, bias `[O]`, y `[N, O, OH, OW]` with `OH =
/// ⌊(H + top + bottom − dilation·(KH − 1) − 1) / stride⌋ + 1`. With groups, the O outputs and the C
/// channels are divided into equal parts, and part g of the outputs uses only part g of the
/// channels.
///
/// Gradient: for x [Conv2dDataOp], for w [Conv2dWeightOp], for the bias the sum of g over all axes
/// except the second. The three operations are linear in each input, and the derivatives of each
/// use the other two.
///
/// Cost: 2·N·O·OH·OW·(C/groups)·KH·KW operations, and the same for each derivative. The order of
/// rounding is that of `ConvolutionCall`: one chain in the order of (c, p, q), then the bias. The
/// zeros of the padding are multiplied too: times an infinite weight they give NaN, as in PyTorch.
public record Conv2dOp(Conv2dOptions options) implements Operation {

  /// The shape of the result; throws if the sizes do not fit.
  public Shape shape(Shape x, Shape weight) {
    if (x.rank() != 4) {
      throw new ShapeException(
          label(),
          "x must be images [N, C, H, W] or one image [C, H, W] but is %s; reshape it"
              .formatted(x));
    }
    if (weight.rank() != 4 || weight.size(2) == 0 || weight.size(3) == 0) {
      throw new ShapeException(
          label(),
          "the weight must be [O, C/groups, KH, KW] with a kernel of at least 1 × 1 but is %s; reshape it"
              .formatted(weight));
    }
    int groups = options.groups();
    if (weight.size(0) % groups != 0) {
      throw new ShapeException(
          label(),
          "%d outputs cannot be cut into %d equal groups (weight %s); change the outputs or the groups"
              .formatted(weight.size(0), groups, weight));
    }
    if (x.size(1) != weight.size(1) * groups) {
      throw new ShapeException(
          label(),
          "x has %d channels but the weight takes %s (x %s, weight %s); check the layer sizes"
              .formatted(x.size(1), taken(weight, groups), x, weight));
    }
    long height = (long) x.size(2) + options.top() + options.bottom();
    long width = (long) x.size(3) + options.left() + options.right();
    if (Math.max(height, width) > Integer.MAX_VALUE) {
      throw new ShapeException(
          label(),
          "the image is %d × %d with its padding, of which a side may have at most %d (x %s); use less padding"
              .formatted(height, width, Integer.MAX_VALUE, x));
    }
    long kernelHeight = (long) options.dilationHeight() * (weight.size(2) - 1) + 1;
    long kernelWidth = (long) options.dilationWidth() * (weight.size(3) - 1) + 1;
    if (height < kernelHeight || width < kernelWidth) {
      throw new ShapeException(
          label(),
          "the kernel covers %d × %d but the image is only %d × %d with its padding (x %s, weight %s); pad it or use a smaller kernel"
              .formatted(kernelHeight, kernelWidth, height, width, x, weight));
    }
    return Shape.of(
        x.size(0),
        weight.size(0),
        (int) ((height - kernelHeight) / options.strideHeight() + 1),
        (int) ((width - kernelWidth) / options.strideWidth() + 1));
  }

  private static String taken(Shape weight, int groups) {
    return groups == 1
        ? Integer.toString(weight.size(1))
        : "%d in each of %d groups".formatted(weight.size(1), groups);
  }

  private static void requireBias(Shape bias, Shape weight) {
    if (bias.rank() != 1 || bias.size(0) != weight.size(0)) {
      throw new ShapeException(
          "conv2d",
          "the bias must be [%d], one number for each output of the weight, but is %s (weight %s); check the layer sizes"
              .formatted(weight.size(0), bias, weight));
    }
  }

  static Convolution kernel(Conv2dOptions options) {
    return new Convolution(
        options.strideHeight(),
        options.strideWidth(),
        options.top(),
        options.left(),
        options.dilationHeight(),
        options.dilationWidth(),
        options.groups());
  }

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    Tensor weight = inputs[1];
    ElementTypeException.requireFloating(label(), x);
    ElementTypeException.requireSame(label(), "x", x, "the weight", weight);
    Shape shape = shape(x.shape(), weight.shape());
    boolean hasBias = inputs.length == 3;
    if (hasBias) {
      ElementTypeException.requireSame(label(), "x", x, "the bias", inputs[2]);
      requireBias(inputs[2].shape(), weight.shape());
    }
    Tensor value = TensorMemory.allocate(x.elementType(), shape);
    new ConvolutionCall(
            kernel(options),
            TensorMemory.contiguous(x),
            TensorMemory.contiguous(weight),
            hasBias ? TensorMemory.contiguous(inputs[2]) : null,
            TensorMemory.view(value))
        .run();
    Applied.Derivative forX = g -> Tensor.apply(new Conv2dDataOp(options, x.shape()), g, weight);
    Applied.Derivative forWeight =
        g -> Tensor.apply(new Conv2dWeightOp(options, weight.shape()), g, x);
    return hasBias
        ? Applied.of(value, forX, forWeight, g -> g.sum(0, 2, 3))
        : Applied.of(value, forX, forWeight);
  }

  @Override
  public String label() {
    return "conv2d";
  }
}
