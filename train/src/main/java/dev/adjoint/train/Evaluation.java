package dev.adjoint.train;

import dev.adjoint.data.Batch;
import dev.adjoint.data.Batches;
import dev.adjoint.data.DataSet;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// What a model gives for a whole data set, without recording and in the pass of inference.
public final class Evaluation {

  /// Enough for full speed, little enough for any memory.
  private static final int BATCH = 256;

  private Evaluation() {}

  /// The outputs for all samples, in their order.
  public static Tensor outputs(Layer model, DataSet data) {
    return Tensor.noGrad(() -> {
      List<Tensor> parts = new ArrayList<>();
      for (Batch batch : Batches.inOrder(data, BATCH).epoch(0)) {
        parts.add(model.forward(batch.features(), Pass.INFERENCE));
      }
      return Tensor.concat(0, parts.toArray(new Tensor[0]));
    });
  }

  /// The loss and the metrics over all samples.
  ///
  /// @param loss one that is a mean over the samples
  public static Figures of(Layer model, DataSet data, Loss loss, Scoring scoring) {
    Tensor outputs = outputs(model, data);
    return Tensor.noGrad(() ->
        new Figures(
            loss.of(outputs, data.target()).item(), scoring.metrics(outputs, data.target())));
  }
}
