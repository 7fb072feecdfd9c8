package dev.adjoint.cli.report;

import dev.adjoint.pipeline.TrainingResult;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.LossChart;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.train.EpochRecord;
import dev.adjoint.train.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// The learning curves: loss and first metric by epoch.
record CurvePictures(TrainingResult result, ReportLanguage language) {

  void addTo(Map<String, Picture> pictures) {
    pictures.put("loss", curve(Word.LOSS.in(language), Figures::loss));
    String metric = result.validation().metrics().keySet().iterator().next();
    pictures.put(
        metric,
        curve(
            Word.metric(metric, language),
            figures -> figures.metrics().getOrDefault(metric, Double.NaN)));
  }

  private Picture curve(String title, ToDoubleFunction<Figures> figure) {
    List<Double> training = values(record -> figure.applyAsDouble(record.training()));
    List<Double> validation = values(record -> figure.applyAsDouble(record.latest()));
    return new LossChart(
            title,
            Axis.linear(Word.EPOCH.in(language)),
            Axis.linear(title),
            List.of(
                new LossChart.Curve(Word.TRAINING.in(language), training),
                new LossChart.Curve(Word.VALIDATION.in(language), validation)),
            Optional.of(
                new LossChart.Best(1, result.finished().best().epoch(), Word.BEST.in(language))))
        .toPicture();
  }

  /// A value for each epoch from the first; a branch has none before it starts.
  private List<Double> values(ToDoubleFunction<EpochRecord> figure) {
    List<Double> values = new ArrayList<>();
    for (EpochRecord record : result.history()) {
      while (values.size() < record.epoch() - 1) {
        values.add(Double.NaN);
      }
      values.add(figure.applyAsDouble(record));
    }
    return values;
  }
}
