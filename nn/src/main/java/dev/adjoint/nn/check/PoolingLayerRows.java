package dev.adjoint.nn.check;

import dev.adjoint.nn.AdaptiveAvgPool2d;
import dev.adjoint.nn.AvgPool2d;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.pooling.AdaptiveAvgPool;
import dev.adjoint.nn.pooling.AdaptiveMaxPool;
import dev.adjoint.nn.pooling.AvgPool1d;
import dev.adjoint.nn.pooling.AvgPool3d;
import dev.adjoint.nn.pooling.FractionalMaxPool;
import dev.adjoint.nn.pooling.LpPool;
import dev.adjoint.nn.pooling.MaxPool1d;
import dev.adjoint.nn.pooling.MaxPool3d;
import dev.adjoint.nn.pooling.MaxUnpool;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Pooled;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;

/// Poolings; the powers need inputs above 0.
final class PoolingLayerRows {

  private PoolingLayerRows() {}

  static List<LayerRow> rows() {
    Tensor positive =
        Tensor.uniform(ElementType.F64, Shape.of(2, 2, 4, 4), 0.5, 2, new SplittableRandom(3));
    return List.of(
        LayerRow.of(_ -> MaxPool1d.of(3).withStride(2).withPadding(1), 2, 2, 7),
        LayerRow.of(_ -> MaxPool2d.of(2), 1, 2, 4, 4),
        LayerRow.of(_ -> MaxPool3d.of(2).withStride(1), 1, 2, 3, 2, 3),
        LayerRow.of(_ -> AvgPool1d.of(3).withStride(2).withPadding(1), 2, 2, 7),
        LayerRow.of(_ -> AvgPool2d.of(2), 1, 2, 4, 4),
        LayerRow.of(_ -> AvgPool3d.of(2).withPadding(1).withoutCountingPadding(), 1, 2, 2, 3, 2),
        LayerRow.of(_ -> AdaptiveAvgPool2d.of(2), 1, 2, 3, 4),
        LayerRow.of(_ -> AdaptiveAvgPool.of(3), 2, 2, 5),
        LayerRow.of(_ -> AdaptiveAvgPool.of(2, 1, 2), 1, 2, 3, 2, 3),
        LayerRow.of(_ -> AdaptiveMaxPool.of(2, 3), 1, 2, 3, 4),
        LayerRow.of(_ -> LpPool.of(3, 2, 2), _ -> positive),
        LayerRow.of(_ -> LpPool.of(2, 2).withStride(1), _ -> positive.flatten(1, 2)),
        LayerRow.of(_ -> new FractionalMaxPool(List.of(2, 2), List.of(2, 3)), 2, 2, 5, 6)
            .training(),
        unpool());
  }

  private static LayerRow unpool() {
    Tensor indices = Tensor.of(new long[] {0, 3, 5}, Shape.of(1, 1, 3));
    return new LayerRow(
        "MaxUnpool",
        2,
        _ -> MaxUnpool.of(2),
        random -> new Tensor[] {LayerRow.draw(random, 1, 1, 3)},
        (layer, in) -> ((MaxUnpool) layer).forward(new Pooled(in[0], indices)));
  }
}
