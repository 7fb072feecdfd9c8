package dev.adjoint.models.recommend;

import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Initializer;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/// The tables of a model over categorical fields: one row for each category of each field, in one
/// table after another. The names are those of the `torchfm` package.
///
/// @param counts the number of categories of each field
/// @param weights a number for each category, `[Σ counts, 1]`
/// @param bias a number for all, `[1]`
/// @param vectors a vector for each category, `[Σ counts, width]`
record CategoryTables(List<Integer> counts, Embedding weights, Parameter bias, Embedding vectors) {

  static CategoryTables of(List<Integer> counts, int width, RandomGenerator random) {
    int rows = counts.stream().mapToInt(Integer::intValue).reduce(0, Math::addExact);
    double bound = Math.sqrt(6.0 / (rows + width));
    return new CategoryTables(
        List.copyOf(counts),
        Embedding.of(rows, 1, random),
        Parameter.of(Tensor.zeros(1)),
        Embedding.of(rows, width, Initializer.uniform(-bound, bound), random));
  }

  /// Checks that there is one index for each field; the row of each category in the tables.
  ///
  /// @param x `[N, fields]` (I64)
  Tensor rows(String name, Tensor x) {
    if (x.shape().rank() != 2 || x.shape().size(1) != counts.size()) {
      throw new ShapeException(
          name,
          "x is %s but must be [N, %d]; give one index for each field"
              .formatted(x.shape(), counts.size()));
    }
    long[] offsets = new long[counts.size()];
    for (int i = 1; i < offsets.length; i++) {
      offsets[i] = offsets[i - 1] + counts.get(i - 1);
    }
    return x.add(Tensor.of(offsets));
  }

  /// The sum of the numbers of the categories and the bias, `[N, 1]`.
  Tensor linear(Tensor rows) {
    return weights.forward(rows).sum(1).add(bias.value());
  }
}
