package dev.adjoint.train;

import dev.adjoint.nn.metric.Metrics;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/// What counts as good: the metrics of a task.
public sealed interface Scoring {

  /// The metrics of outputs against targets, by name.
  Map<String, Double> metrics(Tensor outputs, Tensor target);

  /// The metric that progress shows.
  String main();

  /// Classes: `accuracy`, 0 … 1.
  record Classification() implements Scoring {
    @Override
    public Map<String, Double> metrics(Tensor outputs, Tensor target) {
      return Map.of(main(), Metrics.accuracy(outputs, target));
    }

    @Override
    public String main() {
      return "accuracy";
    }
  }

  /// A number that the model learns standardised: `mae` and `rmse` in the target's unit, and `r2`.
  ///
  /// @param unit the standard deviation that one unit of the output stands for
  record Regression(double unit) implements Scoring {
    @Override
    public Map<String, Double> metrics(Tensor outputs, Tensor target) {
      Map<String, Double> metrics = new LinkedHashMap<>();
      metrics.put("mae", unit * Metrics.mae(outputs, target));
      metrics.put("rmse", unit * Metrics.rmse(outputs, target));
      metrics.put(main(), Metrics.r2(outputs, target));
      return metrics;
    }

    @Override
    public String main() {
      return "r2";
    }
  }
}
