package dev.adjoint.tensor.check;

import static dev.adjoint.tensor.check.OperationRow.shaped;

import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.Draw.Range;
import dev.adjoint.tensor.op.convolution.Conv2dDataOp;
import dev.adjoint.tensor.op.convolution.Conv2dOp;
import dev.adjoint.tensor.op.convolution.Conv2dWeightOp;
import java.util.List;

/// Convolutions. The second order runs the two derivatives, which are operations of their own, and
/// theirs.
final class ConvolutionRows {

  private static final Range WIDE = Range.of(-2, 2);
  private static final Conv2dOptions STANDARD = Conv2dOptions.standard();

  private ConvolutionRows() {}

  static List<OperationRow> rows() {
    return List.of(
        withBias(STANDARD, Shape.of(2, 2, 4, 5), Shape.of(3, 2, 3, 2)),
        withBias(STANDARD.withPadding(1), Shape.of(1, 1, 3, 3), Shape.of(2, 1, 3, 3)),
        withBias(STANDARD.withStride(2), Shape.of(2, 3, 2, 3), Shape.of(2, 3, 1, 1)),
        withBias(STANDARD.withGroups(2), Shape.of(0, 2, 3, 3), Shape.of(2, 1, 2, 2)),
        withBias(STANDARD.withPadding(1), Shape.of(2, 3, 4), Shape.of(2, 2, 3, 2)),
        plain(STANDARD.withStride(2).withPadding(1), Shape.of(1, 2, 5, 4), Shape.of(2, 2, 3, 3)),
        plain(STANDARD.withStride(3, 1), Shape.of(1, 1, 6, 2), Shape.of(2, 1, 2, 2)),
        plain(
            STANDARD.withDilation(2, 1).withPadding(2, 0),
            Shape.of(2, 1, 3, 3),
            Shape.of(1, 1, 3, 2)),
        plain(STANDARD.withGroups(2), Shape.of(1, 4, 3, 2), Shape.of(6, 2, 2, 2)),
        plain(STANDARD.withGroups(3).withPadding(1), Shape.of(2, 3, 3, 2), Shape.of(3, 1, 3, 3)),
        plain(STANDARD.withSamePadding(2, 4), Shape.of(1, 2, 2, 3), Shape.of(1, 2, 2, 4)),
        plain(
            STANDARD.withStride(2).withDilation(2).withPadding(3).withGroups(2),
            Shape.of(1, 2, 4, 5),
            Shape.of(2, 1, 3, 2)),
        data(STANDARD.withPadding(1), Shape.of(1, 2, 3, 2), Shape.of(2, 2, 3, 3)),
        data(STANDARD.withStride(2).withGroups(2), Shape.of(2, 4, 5, 4), Shape.of(2, 2, 2, 1)),
        weight(STANDARD.withPadding(1), Shape.of(2, 1, 3, 2), Shape.of(2, 1, 3, 3)),
        weight(STANDARD.withStride(2).withGroups(2), Shape.of(9, 2, 4, 3), Shape.of(2, 1, 2, 1)),
        weight(STANDARD.withPadding(1).withGroups(8), Shape.of(2, 8, 3, 2), Shape.of(8, 1, 3, 3)));
  }

  private static OperationRow data(Conv2dOptions options, Shape image, Shape weight) {
    Shape g = new Conv2dOp(options).shape(image, weight);
    var data = new Conv2dDataOp(options, image);
    return shaped(data.label(), WIDE, in -> Tensor.apply(data, in), g, weight);
  }

  private static OperationRow weight(Conv2dOptions options, Shape image, Shape weight) {
    Shape g = new Conv2dOp(options).shape(image, weight);
    var gradient = new Conv2dWeightOp(options, weight);
    return shaped(gradient.label(), WIDE, in -> Tensor.apply(gradient, in), g, image);
  }

  private static OperationRow plain(Conv2dOptions options, Shape x, Shape weight) {
    return shaped("conv2d", WIDE, in -> in[0].conv2d(in[1], options), x, weight);
  }

  private static OperationRow withBias(Conv2dOptions options, Shape x, Shape weight) {
    Shape bias = Shape.of(weight.size(0));
    return shaped("conv2d", WIDE, in -> in[0].conv2d(in[1], in[2], options), x, weight, bias);
  }
}
