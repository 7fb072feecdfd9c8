package dev.adjoint.train;

import dev.adjoint.nn.metric.Metric;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sums over the samples of an epoch, from which its figures are computed. They are part of a
/// checkpoint, so that a resumed epoch reports the same figures.
///
/// @param samples the number of samples
/// @param weight the sum of their weights in the mean loss, see [Step#weight]
/// @param loss the sum of the mean losses of the batches, each times the weight of its batch
/// @param states the state of each metric, by name
public record EpochSums(long samples, double weight, double loss, Map<String, double[]> states) {

  /// Refuses null.
  public EpochSums {
    TrainArguments.required("the map of states", states, "give Map.of() for none");
  }

  static final EpochSums EMPTY = new EpochSums(0, 0, 0, Map.of());

  /// These sums with one more batch.
  EpochSums plus(double batchLoss, double batchWeight, int count) {
    // A batch of weight 0 has no mean loss, so it is left out.
    double more = batchWeight == 0 ? 0 : batchLoss * batchWeight;
    return new EpochSums(samples + count, weight + batchWeight, loss + more, states);
  }

  /// These sums with the metrics of one more batch.
  EpochSums plus(List<Metric> metrics, Tensor outputs, Tensor target) {
    return plus(metrics, metrics.stream().map(each -> each.state(outputs, target)).toList());
  }

  /// These sums with the state of each metric for one more batch.
  EpochSums plus(List<Metric> metrics, List<double[]> more) {
    Map<String, double[]> merged = new LinkedHashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      Metric metric = metrics.get(i);
      double[] before = states.get(metric.name());
      merged.put(metric.name(), before == null ? more.get(i) : metric.merge(before, more.get(i)));
    }
    return new EpochSums(samples, weight, loss, merged);
  }

  Figures figures(List<Metric> metrics) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      double[] state = states.get(metric.name());
      if (state != null) {
        values.put(metric.name(), metric.value(state));
      }
    }
    return new Figures(loss / weight, values);
  }
}
