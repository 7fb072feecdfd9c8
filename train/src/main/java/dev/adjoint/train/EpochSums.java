package dev.adjoint.train;

import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/// Sums over the samples of the running epoch, from which its means are made. They are part of a
/// checkpoint, so that a resumed epoch reports the same figures.
///
/// @param samples how many were seen
/// @param loss the sum of their losses
/// @param metrics the sums of their metrics, by name
public record EpochSums(int samples, double loss, Map<String, Double> metrics) {

  static final EpochSums EMPTY = new EpochSums(0, 0, Map.of());

  /// With one more batch; metrics that are not means over samples (r2) are left out.
  EpochSums plus(double batchLoss, Tensor outputs, Tensor target, Scoring scoring) {
    int count = outputs.shape().size(0);
    Map<String, Double> sums = new LinkedHashMap<>(metrics);
    scoring
        .metrics(outputs, target)
        .forEach((name, value) -> {
          if (name.equals("accuracy") || name.equals("mae")) {
            sums.merge(name, value * count, Double::sum);
          }
        });
    return new EpochSums(samples + count, loss + batchLoss * count, sums);
  }

  Figures means() {
    Map<String, Double> means = new LinkedHashMap<>();
    metrics.forEach((name, sum) -> means.put(name, sum / samples));
    return new Figures(loss / samples, means);
  }
}
