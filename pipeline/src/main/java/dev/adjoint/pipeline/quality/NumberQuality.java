package dev.adjoint.pipeline.quality;

import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.nn.metric.ExplainedVariance;
import dev.adjoint.nn.metric.MeanAbsoluteError;
import dev.adjoint.nn.metric.MeanAbsolutePercentageError;
import dev.adjoint.nn.metric.Metric;
import dev.adjoint.nn.metric.R2Score;
import dev.adjoint.nn.metric.RootMeanSquaredError;
import dev.adjoint.pipeline.Outputs;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How good the answers of a model of a number are, in the unit of the target.
///
/// @param truth of each sample
/// @param predicted of each sample
/// @param figures metrics and quantiles of the size of the error by name, in the order in which
///   they are shown
public record NumberQuality(double[] truth, double[] predicted, Map<String, Double> figures) {

  private static final List<Metric> METRICS =
      List.of(
          new MeanAbsoluteError(),
          new RootMeanSquaredError(),
          new MeanAbsolutePercentageError(),
          new R2Score(),
          new ExplainedVariance());

  /// The quality of standardised outputs.
  public static NumberQuality of(Outputs outputs, NumberTarget target) {
    double[] truth = restored(target, outputs.target());
    double[] predicted = restored(target, outputs.outputs());
    Tensor t = Tensor.of(ElementType.F64, truth);
    Tensor y = Tensor.of(ElementType.F64, predicted);
    Map<String, Double> figures = new LinkedHashMap<>();
    for (Metric metric : METRICS) {
      figures.put(metric.name(), metric.of(y, t));
    }
    NumberQuality quality = new NumberQuality(truth, predicted, figures);
    double[] sizes = quality.errors();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(sizes[i]);
    }
    Arrays.sort(sizes);
    figures.put("median_error", at(sizes, 0.5));
    figures.put("error_90", at(sizes, 0.9));
    figures.put("largest_error", at(sizes, 1));
    return quality;
  }

  private static double[] restored(NumberTarget target, Tensor scaled) {
    return Arrays.stream(scaled.to(ElementType.F64).toDoubleArray()).map(target::restore).toArray();
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  /// Predicted minus true, of each sample.
  public double[] errors() {
    double[] errors = new double[truth.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = predicted[i] - truth[i];
    }
    return errors;
  }
}
