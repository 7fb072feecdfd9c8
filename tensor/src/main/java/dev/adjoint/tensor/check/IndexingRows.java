package dev.adjoint.tensor.check;

import java.util.List;

/// Parts chosen by ranges, indices and masks.
final class IndexingRows {

  private IndexingRows() {}

  static List<OperationRow> rows() {
    return List.of();
  }
}
