package dev.adjoint.nn.check;

import dev.adjoint.tensor.check.OperationTable;
import java.util.List;
import java.util.stream.Stream;

/// The gradient check of every layer: the table that `gradcheck --layers` prints.
public final class LayerTable {

  private LayerTable() {}

  /// The rows, family by family.
  public static List<LayerRow> rows() {
    return Stream.of(
            BasicRows.rows(),
            ActivationLayerRows.rows(),
            ConvolutionLayerRows.rows(),
            PoolingLayerRows.rows(),
            ImageLayerRows.rows(),
            NormalizationLayerRows.rows(),
            SequenceRows.rows(),
            ComposedRows.rows())
        .flatMap(List::stream)
        .toList();
  }

  /// Checks every row.
  public static List<OperationTable.Line> check(long seed) {
    return rows().stream().map(row -> row.check(seed)).toList();
  }
}
