package dev.adjoint.nn.check;

import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.BatchNorm3d;
import dev.adjoint.nn.GroupNorm;
import dev.adjoint.nn.InstanceNorm;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.RmsNorm;
import java.util.List;

/// Normalisations. In training they use the statistics of the batch.
final class NormalizationLayerRows {

  private NormalizationLayerRows() {}

  static List<LayerRow> rows() {
    return List.of(
        LayerRow.of(_ -> BatchNorm1d.of(3).withoutRunningStatistics(), 4, 3).training(),
        LayerRow.of(_ -> BatchNorm1d.of(3), 4, 3),
        LayerRow.of(_ -> BatchNorm2d.of(2).withoutRunningStatistics(), 2, 2, 2, 3).training(),
        LayerRow.of(_ -> BatchNorm3d.of(2).withoutRunningStatistics(), 2, 2, 2, 1, 3).training(),
        LayerRow.of(_ -> LayerNorm.of(4), 3, 4),
        LayerRow.of(_ -> GroupNorm.of(2, 4), 2, 4, 3),
        LayerRow.of(_ -> InstanceNorm.of(2).withAffine(), 2, 2, 4),
        LayerRow.of(_ -> InstanceNorm.of(2), 1, 2, 2, 3),
        LayerRow.of(_ -> RmsNorm.of(4), 3, 4));
  }
}
