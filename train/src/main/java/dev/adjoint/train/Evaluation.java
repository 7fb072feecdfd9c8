package dev.adjoint.train;

import dev.adjoint.data.Batch;
import dev.adjoint.data.BatchWalk;
import dev.adjoint.data.Batches;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Source;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.metric.Metric;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// The outputs and figures of a model for many samples, computed in inference without tracking.
public final class Evaluation {

  /// Large enough for full speed and small enough for little memory.
  static final int BATCH = 256;

  private Evaluation() {}

  /// The outputs for inputs `[N, …]`, computed in batches.
  public static Tensor outputs(Layer model, Tensor inputs) {
    TrainArguments.required("the model", model, "give a layer");
    TrainArguments.required("the tensor of inputs", inputs, "give [N, …]");
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
    TrainArguments.required("the data set", data, "give samples");
    return outputs(model, data.features());
  }

  /// The loss and the metrics over all samples.
  ///
  /// @param loss one that is a mean over the samples
  public static Figures of(Layer model, Source data, Loss loss, List<Metric> metrics) {
    return of(Step.of(model, loss), data, metrics);
  }

  /// The loss and the metrics of a step over all samples.
  public static Figures of(Step step, Source data, List<Metric> metrics) {
    return of(step, data, metrics, BATCH);
  }

  static Figures of(Step step, Source data, List<Metric> metrics, int size) {
    return Tensor.noGrad(() -> {
      EpochSums sums = EpochSums.EMPTY;
      try (BatchWalk walk = Batches.inOrder(data, size).walk(0, 0)) {
        while (walk.hasNext()) {
          sums = plus(sums, step, walk.next(), metrics);
        }
      }
      return sums.figures(metrics);
    });
  }

  private static EpochSums plus(EpochSums sums, Step step, Batch batch, List<Metric> metrics) {
    Step.Result result = step.of(batch, Pass.INFERENCE);
    EpochSums more = sums.plus(result.loss().item(), step.weight(batch), batch.count());
    return metrics.isEmpty() ? more : more.plus(metrics, result.outputs(), batch.target());
  }
}
