package dev.adjoint.tensor.check;

import static dev.adjoint.tensor.check.OperationRow.shaped;

import dev.adjoint.tensor.Pool2dOptions;
import dev.adjoint.tensor.Pool3dOptions;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Sizes3d;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.Draw.Range;
import dev.adjoint.tensor.op.pooling.AvgPool2dOp;
import dev.adjoint.tensor.op.pooling.AvgPool2dSpreadOp;
import dev.adjoint.tensor.op.pooling.MaxPool2dPickOp;
import dev.adjoint.tensor.op.pooling.MaxPool2dScatterOp;
import java.util.List;

/// Poolings over images, and their ways back.
final class PoolingRows {

  private static final Range WIDE = Range.of(-2, 2);
  private static final Shape IMAGES = Shape.of(2, 2, 4, 5);
  private static final Pool2dOptions HALVES = Pool2dOptions.of(2);
  private static final Pool2dOptions OVERLAPPING =
      Pool2dOptions.of(3, 2).withStride(2, 1).withPadding(1);

  private static final Shape VOLUMES = Shape.of(1, 2, 3, 4, 3);
  private static final Pool3dOptions BRICKS =
      Pool3dOptions.of(new Sizes3d(2, 3, 2))
          .withStride(new Sizes3d(1, 2, 1))
          .withPadding(new Sizes3d(1, 1, 0));

  private PoolingRows() {}

  static List<OperationRow> rows() {
    Pool2dOptions apart = Pool2dOptions.of(2).withDilation(2, 1).withStride(1);
    return List.of(
        shaped("max pool2d", WIDE, in -> in[0].maxPool2d(HALVES).square(), IMAGES),
        shaped("max pool2d", WIDE, in -> in[0].maxPool2d(OVERLAPPING).square(), IMAGES),
        shaped("max pool2d", WIDE, in -> in[0].maxPool2d(apart).square(), Shape.of(1, 4, 3)),
        shaped("max pool2d", WIDE, in -> in[0].maxPool2d(HALVES), Shape.of(0, 2, 4, 4)),
        shaped(
            "max pool2d scatter",
            WIDE,
            in ->
                Tensor.apply(new MaxPool2dScatterOp(HALVES, Shape.of(1, 2, 4)), in[0], positions())
                    .square(),
            Shape.of(1, 1, 2)),
        shaped(
            "max pool2d pick",
            WIDE,
            in -> Tensor.apply(new MaxPool2dPickOp(HALVES), in[0], positions()).square(),
            Shape.of(1, 2, 4)),
        shaped("avg pool2d", WIDE, in -> in[0].avgPool2d(HALVES).square(), IMAGES),
        shaped("avg pool2d", WIDE, in -> in[0].avgPool2d(OVERLAPPING, false).square(), IMAGES),
        shaped("avg pool2d", WIDE, in -> in[0].avgPool2d(OVERLAPPING, 5).square(), IMAGES),
        shaped(
            "avg pool2d spread",
            WIDE,
            in ->
                Tensor.apply(
                        new AvgPool2dSpreadOp(new AvgPool2dOp(HALVES, true, 0), Shape.of(1, 2, 5)),
                        in[0])
                    .square(),
            Shape.of(1, 1, 2)),
        shaped("adaptive avg pool2d", WIDE, in -> in[0].adaptiveAvgPool2d(1, 1).square(), IMAGES),
        shaped("adaptive avg pool2d", WIDE, in -> in[0].adaptiveAvgPool2d(2, 5).square(), IMAGES),
        shaped("adaptive avg pool2d", WIDE, in -> in[0].adaptiveAvgPool2d(3, 2).square(), IMAGES),
        shaped("max pool3d", WIDE, in -> in[0].maxPool3d(BRICKS).square(), VOLUMES),
        shaped(
            "max pool3d",
            WIDE,
            in -> in[0].maxPool3dWithIndices(BRICKS).values().square(),
            Shape.of(1, 2, 4, 3, 3)),
        shaped(
            "max pool2d with indices",
            WIDE,
            in -> in[0].maxPool2dWithIndices(OVERLAPPING).values().square(),
            IMAGES),
        shaped("avg pool3d", WIDE, in -> in[0].avgPool3d(BRICKS, true).square(), VOLUMES),
        shaped("avg pool3d", WIDE, in -> in[0].avgPool3d(BRICKS, false).square(), VOLUMES),
        shaped("adaptive avg pool", WIDE, in -> in[0].adaptiveAvgPool(3), Shape.of(2, 3, 5)),
        shaped("adaptive avg pool", WIDE, in -> in[0].adaptiveAvgPool(2, 1, 2), VOLUMES),
        shaped(
            "adaptive max pool",
            WIDE,
            in -> in[0].adaptiveMaxPool(2, 3, 2).values().square(),
            VOLUMES),
        shaped(
            "max unpool",
            WIDE,
            in -> in[0].maxUnpool(Tensor.of(new long[] {5, 2, 2, 0}, Shape.of(1, 1, 2, 2)), 2, 4),
            Shape.of(1, 1, 2, 2)));
  }

  /// Two windows of a plane of two rows and four columns.
  private static Tensor positions() {
    return Tensor.of(new int[] {5, 2}, Shape.of(1, 1, 2));
  }
}
