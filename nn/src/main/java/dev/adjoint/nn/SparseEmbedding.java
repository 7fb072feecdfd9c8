package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Unique;
import java.util.Map;
import java.util.random.RandomGenerator;

/// An [Embedding] whose training costs what the rows of a batch cost, not what the table costs: the
/// gradient is that of the rows which the batch uses, and a [sparse
/// rule][dev.adjoint.nn.optim.SparseRule] changes these rows alone (`sparse=True` in PyTorch).
///
/// ```java
/// Optimizer optimizer =
///     Optimizer.of(model, new Adam(0.001))
///         .with(p -> p.name().equals("items.weight"), new SparseAdam(0.001));
/// ```
///
/// **Shapes**: x of any shape (I64 or I32, `0 … rows − 1`), weight `[rows, width]`, result `[x…,
/// width]`.
///
/// **Gradient**: in training for the used rows of the weight the sum of g over their positions, see
/// [Parameter#touchedRows], and none for the table; in inference that of [Embedding]. None for x.
/// Rules for all gradients, such as clipping, don't see gradients of rows. A step with this layer
/// cannot be recorded, because the rows that it uses are read.
///
/// @param table the embedding, whose parameter names this layer has
public record SparseEmbedding(Embedding table) implements Layer {

  /// Checks that there is a table.
  public SparseEmbedding {
    Require.given("sparse embedding", "the table", table);
  }

  /// A layer with PyTorch's initial values, normal with mean 0 and deviation 1.
  public static SparseEmbedding of(int vocabulary, int width, RandomGenerator random) {
    return new SparseEmbedding(Embedding.of(vocabulary, width, random));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Require.tensor("sparse embedding", "x", x);
    Require.given("sparse embedding", "the pass", pass, Pass.FIX);
    if (pass instanceof Pass.Inference || !Tensor.isGradEnabled()) {
      return table.forward(x);
    }
    Unique used = x.unique();
    Parameter weight = table.weight();
    Tensor y = weight.rows(used.values()).indexSelect(0, used.inverse());
    return table.withoutGradientOfPadding(x, y);
  }

  @Override
  public Map<String, Object> parts() {
    return table.parts();
  }

  @Override
  public String toString() {
    return "Sparse" + table;
  }
}
