package dev.adjoint.models.recommend;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The wide and deep model of Cheng et al. (2016) over categorical fields: the sum of a number for
/// each category, which remembers, and a perceptron over their vectors, which generalises. The
/// names are those of the `torchfm` package, which follows it by a sigmoid.
///
/// **Shapes**: x `[N, fields]` (I64, the category of each field from 0), result `[N, 1]`, a number
/// or a logit.
///
/// @param counts the number of categories of each field
/// @param weights the wide part, `[Σ counts, 1]`
/// @param bias of the wide part, `[1]`
/// @param vectors of the categories, `[Σ counts, width]`
/// @param mlp the deep part: linear layers, each with batch norm, ReLU and dropout, and a last one
public record WideAndDeep(
    List<Integer> counts, Embedding weights, Parameter bias, Embedding vectors, Sequential mlp)
    implements Layer {

  /// A model with initial values.
  ///
  /// @param counts the number of categories of each field
  /// @param width the length of a vector
  /// @param hidden the widths of the hidden layers
  /// @param dropout in [0, 1)
  public static WideAndDeep of(
      List<Integer> counts,
      int width,
      List<Integer> hidden,
      double dropout,
      RandomGenerator random) {
    CategoryTables fields = CategoryTables.of(counts, width, random);
    List<Layer> deep = new ArrayList<>();
    int in = Math.multiplyExact(counts.size(), width);
    for (int out : hidden) {
      deep.add(Linear.of(in, out, random));
      deep.add(BatchNorm1d.of(out));
      deep.add(Activation.RELU);
      deep.add(new Dropout(dropout));
      in = out;
    }
    deep.add(Linear.of(in, 1, random));
    return new WideAndDeep(
        fields.counts(), fields.weights(), fields.bias(), fields.vectors(), new Sequential(deep));
  }

  private CategoryTables fields() {
    return new CategoryTables(counts, weights, bias, vectors);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor rows = fields().rows("wide and deep", x);
    return fields().linear(rows).add(mlp.forward(vectors.forward(rows).flatten(1, 2), pass));
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("linear.bias", bias);
    parts.put("linear.fc", weights);
    parts.put("embedding.embedding", vectors);
    parts.put("mlp.mlp", mlp);
    return parts;
  }
}
