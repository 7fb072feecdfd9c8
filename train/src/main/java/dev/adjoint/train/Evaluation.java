package dev.adjoint.train;

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

  /// The outputs for inputs `[N, …]`, some samples at a time.
  public static Tensor outputs(Layer model, Tensor inputs) {
    int count = inputs.shape().size(0);
    if (count == 0) {
      return Tensor.noGrad(() -> model.forward(inputs, Pass.INFERENCE));
    }
    return Tensor.noGrad(() -> {
      List<Tensor> parts = new ArrayList<>();
      for (int from = 0; from < count; from += BATCH) {
        Tensor part = inputs.slice(0, from, Math.min(from + BATCH, count));
        parts.add(model.forward(part, Pass.INFERENCE));
      }
      return Tensor.concat(0, parts.toArray(new Tensor[0]));
    });
  }

  /// The outputs for all samples, in their order.
  public static Tensor outputs(Layer model, DataSet data) {
    return outputs(model, data.features());
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
