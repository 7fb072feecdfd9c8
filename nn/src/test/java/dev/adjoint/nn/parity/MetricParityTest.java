package dev.adjoint.nn.parity;

import dev.adjoint.nn.metric.AveragePrecision;
import dev.adjoint.nn.metric.BalancedAccuracy;
import dev.adjoint.nn.metric.BrierScore;
import dev.adjoint.nn.metric.CalibrationError;
import dev.adjoint.nn.metric.ClassAveraging;
import dev.adjoint.nn.metric.CohenKappa;
import dev.adjoint.nn.metric.ExplainedVariance;
import dev.adjoint.nn.metric.F1Score;
import dev.adjoint.nn.metric.LogLoss;
import dev.adjoint.nn.metric.MatthewsCorrelation;
import dev.adjoint.nn.metric.MeanAbsoluteError;
import dev.adjoint.nn.metric.MeanAbsolutePercentageError;
import dev.adjoint.nn.metric.MeanIou;
import dev.adjoint.nn.metric.MeanSquaredError;
import dev.adjoint.nn.metric.Metric;
import dev.adjoint.nn.metric.NdcgAtK;
import dev.adjoint.nn.metric.Precision;
import dev.adjoint.nn.metric.R2Score;
import dev.adjoint.nn.metric.Recall;
import dev.adjoint.nn.metric.RocAuc;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.parity.ParityTable;
import dev.adjoint.tensor.parity.Tolerance;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Metrics in two batches against scikit-learn's values for all samples at once.
class MetricParityTest {

  @TestFactory
  Stream<DynamicTest> agreesWithScikitLearn() {
    ParityTable table = new ParityTable(getClass(), "metrics.jsonl", Tolerance.SUMS);
    for (ClassAveraging averaging : ClassAveraging.values()) {
      String suffix = "_" + averaging.name().toLowerCase(Locale.ROOT);
      table.row("precision" + suffix, (x, _) -> value(new Precision(averaging), x));
      table.row("recall" + suffix, (x, _) -> value(new Recall(averaging), x));
      table.row("f1" + suffix, (x, _) -> value(new F1Score(averaging), x));
    }
    List<Metric> metrics =
        List.of(
            new BalancedAccuracy(),
            new CohenKappa(),
            new MatthewsCorrelation(),
            new MeanIou(),
            new LogLoss(),
            new BrierScore(),
            new CalibrationError(),
            new RocAuc(),
            new AveragePrecision(),
            new NdcgAtK(3),
            new MeanSquaredError(),
            new MeanAbsolutePercentageError(),
            new ExplainedVariance(),
            new R2Score(),
            new MeanAbsoluteError());
    metrics.forEach(metric -> table.row(metric.name(), (x, _) -> value(metric, x)));
    return table.tests();
  }

  /// Over two batches of different sizes.
  private static Tensor value(Metric metric, Tensor[] x) {
    int cut = x[0].shape().size(0) / 3;
    double[] first = metric.state(x[0].slice(0, 0, cut), x[1].slice(0, 0, cut));
    double[] second = metric.state(x[0].slice(0, cut), x[1].slice(0, cut));
    return Tensor.scalar(ElementType.F64, metric.value(metric.merge(first, second)));
  }
}
