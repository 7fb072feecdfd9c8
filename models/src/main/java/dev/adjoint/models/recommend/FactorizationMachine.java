package dev.adjoint.models.recommend;

import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The factorisation machine of Rendle (2010) over categorical fields: a number for each category
/// and the products of the vectors of every two, `ŷ = b + Σ w_i + Σ_{i<j} ⟨v_i, v_j⟩ = b + Σ w_i +
/// ½ Σ_f ((Σ v_i)² − Σ v_i²)_f`. The names are those of the `torchfm` package, which follows it by
/// a sigmoid.
///
/// **Shapes**: x `[N, fields]` (I64, the category of each field from 0), result `[N, 1]`, a number
/// or a logit.
///
/// @param counts the number of categories of each field
/// @param weights w, `[Σ counts, 1]`
/// @param bias b, `[1]`
/// @param vectors v, `[Σ counts, width]`
public record FactorizationMachine(
    List<Integer> counts, Embedding weights, Parameter bias, Embedding vectors)
    implements PureLayer {

  /// A model with initial values.
  ///
  /// @param counts the number of categories of each field
  /// @param width the length of a vector
  public static FactorizationMachine of(List<Integer> counts, int width, RandomGenerator random) {
    CategoryTables fields = CategoryTables.of(counts, width, random);
    return new FactorizationMachine(
        fields.counts(), fields.weights(), fields.bias(), fields.vectors());
  }

  private CategoryTables fields() {
    return new CategoryTables(counts, weights, bias, vectors);
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor rows = fields().rows("factorization machine", x);
    Tensor v = vectors.forward(rows);
    Tensor products = v.sum(1).square().subtract(v.square().sum(1));
    return fields().linear(rows).add(products.sum(KeepAxes.YES, 1).multiply(0.5));
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("embedding.embedding", vectors);
    parts.put("linear.bias", bias);
    parts.put("linear.fc", weights);
    return parts;
  }
}
