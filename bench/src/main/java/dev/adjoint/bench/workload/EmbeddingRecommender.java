package dev.adjoint.bench.workload;

import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.SparseEmbedding;
import dev.adjoint.tensor.Tensor;

/// W11: the rows of eight indices from one large table, side by side, and two linear layers. A step
/// costs what the rows of the batch cost.
record EmbeddingRecommender(SparseEmbedding table, Linear fc1, Linear fc2) implements Layer {

  /// The rows of the table.
  static final int ROWS = 1_000_000;

  /// The indices of a sample.
  static final int FIELDS = 8;

  private static final int WIDTH = 64;
  private static final int HIDDEN = 128;
  private static final int ANSWERS = 2;

  static EmbeddingRecommender of(int rows, DrawnWeights weights) {
    double bound = 1 / Math.sqrt(WIDTH);
    return new EmbeddingRecommender(
        new SparseEmbedding(Embedding.of(weights.uniform(bound, rows, WIDTH))),
        weights.linear(FIELDS * WIDTH, HIDDEN),
        weights.linear(HIDDEN, ANSWERS));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return fc2.forward(fc1.forward(table.forward(x, pass).flatten(1, 2)).relu());
  }
}
