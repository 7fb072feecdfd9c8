package dev.adjoint.tensor;

import dev.adjoint.tensor.op.convolution.Conv2dDataOp;

/// The shape rule of the transposed convolution.
final class ConvolutionShapes {

  private static final String NAME = "conv transpose2d";

  private ConvolutionShapes() {}

  static Tensor transposed(
      Tensor x, Tensor weight, Conv2dOptions o, int extraHeight, int extraWidth) {
    if (x.shape().rank() == 3) {
      return transposed(x.unsqueeze(0), weight, o, extraHeight, extraWidth).squeeze(0);
    }
    requireWeight(NAME, x.shape(), weight.shape(), 4, o.groups());
    ElementTypeException.requireFloating(NAME, x);
    ElementTypeException.requireSame(NAME, "x", x, "the weight", weight);
    int height =
        size(
            x.shape().size(2),
            weight.shape().size(2),
            o.strideHeight(),
            o.top() + o.bottom(),
            o.dilationHeight(),
            extraHeight);
    int width =
        size(
            x.shape().size(3),
            weight.shape().size(3),
            o.strideWidth(),
            o.left() + o.right(),
            o.dilationWidth(),
            extraWidth);
    Shape image = Shape.of(x.shape().size(0), weight.shape().size(1) * o.groups(), height, width);
    return Tensor.apply(new Conv2dDataOp(o, image), x, weight);
  }

  /// Refuses a weight that does not fit the channels of x, both of this rank.
  static void requireWeight(String name, Shape x, Shape weight, int rank, int groups) {
    if (x.rank() != rank || weight.rank() != rank) {
      throw new ShapeException(
          name,
          "x is %s and the weight %s, but x needs %s, or one axis less for a single one, and the weight [in, out/groups, kernel sizes]; reshape them"
              .formatted(x, weight, rank == 4 ? "[N, in, H, W]" : "[N, in, D, H, W]"));
    }
    if (x.size(1) != weight.size(0) || x.size(1) % groups != 0) {
      throw new ShapeException(
          name,
          "x has %d channels but the weight takes %d in %d groups (x %s, weight %s); check the layer sizes"
              .formatted(x.size(1), weight.size(0), groups, x, weight));
    }
  }

  /// The size along one axis of the result.
  static int size(int size, int kernel, int stride, int padding, int dilation, int extra) {
    if (extra < 0 || extra >= Math.max(stride, dilation)) {
      throw new IllegalArgumentException(
          "conv transpose: the extra size must be at least 0 and below stride %d or dilation %d but is %d; 0 is the default"
              .formatted(stride, dilation, extra));
    }
    long result = (size - 1L) * stride - padding + (long) dilation * (kernel - 1) + extra + 1;
    if (size < 1 || kernel < 1 || result < 1 || result > Integer.MAX_VALUE) {
      throw new ShapeException(
          "conv transpose",
          "an axis of %d with a kernel of %d, stride %d and padding %d in all would get the size %d; use less padding"
              .formatted(size, kernel, stride, padding, result));
    }
    return (int) result;
  }
}
