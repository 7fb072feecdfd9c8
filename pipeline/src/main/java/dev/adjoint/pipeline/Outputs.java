package dev.adjoint.pipeline;

import dev.adjoint.data.Batch;
import dev.adjoint.data.BatchWalk;
import dev.adjoint.data.Batches;
import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Source;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.Evaluation;
import java.util.ArrayList;
import java.util.List;

/// The outputs of a network for all samples of a source, with their targets.
///
/// @param outputs `[N, …]`, in the order of the samples
/// @param target `[N, …]`
public record Outputs(Tensor outputs, Tensor target) {

  private static final int BATCH = 64;

  /// The outputs of a network for these samples.
  ///
  /// @throws DataException when there are no samples, or they have no target
  public static Outputs of(Layer network, Source source) {
    if (source instanceof DataSet data) {
      return new Outputs(Evaluation.outputs(network, data), data.target());
    }
    List<Tensor> outputs = new ArrayList<>();
    List<Tensor> targets = new ArrayList<>();
    try (BatchWalk walk = Batches.inOrder(source, BATCH).walk(0, 0)) {
      while (walk.hasNext()) {
        Batch batch = walk.next();
        outputs.add(Tensor.noGrad(() -> network.forward(batch.features(), Pass.INFERENCE)));
        targets.add(batch.target());
      }
    }
    if (outputs.isEmpty()) {
      throw new DataException("evaluate: there are no samples; supply at least one");
    }
    return new Outputs(
        Tensor.concat(0, outputs.toArray(new Tensor[0])),
        Tensor.concat(0, targets.toArray(new Tensor[0])));
  }

  /// The number of samples.
  public int count() {
    return outputs.shape().size(0);
  }
}
