package dev.adjoint.cli.report;

import dev.adjoint.pipeline.quality.ClassQuality;
import dev.adjoint.pipeline.quality.ThresholdCurves;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.Chart;
import dev.adjoint.plot.chart.Line;
import dev.adjoint.plot.chart.Range;
import dev.adjoint.plot.chart.Scatter;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/// What the page says about a classifier: its classes one by one, the curves of thresholds, and how
/// far its probabilities can be trusted.
record ClassSection(ClassQuality quality, ReportLanguage language) {

  /// Curves of more classes could not be told apart.
  private static final int MOST_CURVES = 6;

  private static final int BINS = 10;
  private static final Range SHARE = new Range(0, 1);

  /// The section; its pictures are added by the names of their files.
  Section section(Map<String, Picture> pictures) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Table(
            Word.EACH_CLASS.in(language),
            List.of(
                Word.CLASS.in(language),
                Word.SAMPLES.in(language),
                Word.PRECISION.in(language),
                Word.RECALL.in(language),
                Word.F1.in(language)),
            quality.rows().stream().map(ClassSection::row).toList()));
    blocks.add(
        new Block.Table(
            Word.FURTHER.in(language),
            List.of(Word.FIGURE.in(language), Word.VALUE.in(language)),
            FigureRows.of(quality.figures(), language)));
    Map<Integer, ThresholdCurves> curves = curves();
    String each = quality.classes().size() > 2 ? Word.ONE_AGAINST_REST.in(language) : "";
    List<Block.Figure> figures = new ArrayList<>();
    if (!curves.isEmpty()) {
      Picture roc = roc(curves);
      Picture precisionRecall = precisionRecall(curves);
      pictures.put("roc", roc);
      pictures.put("precision-recall", precisionRecall);
      figures.add(new Block.Figure(roc, each));
      figures.add(new Block.Figure(precisionRecall, each));
    }
    Picture calibration = calibration();
    pictures.put("calibration", calibration);
    figures.add(new Block.Figure(calibration, Word.CALIBRATION_CAPTION.in(language)));
    blocks.add(new Block.Figures(figures));
    return new Section(Word.CLASSES.in(language), blocks);
  }

  private static List<String> row(ClassQuality.Row row) {
    return List.of(
        row.name(),
        Long.toString(row.samples()),
        text(row.precision()),
        text(row.recall()),
        text(row.f1()));
  }

  private static String text(double share) {
    return Double.isNaN(share) ? "–" : NumberText.fixed(share, 3);
  }

  /// The curves that are shown, by the index of their class: those of the second of two classes,
  /// else of the most frequent ones.
  private Map<Integer, ThresholdCurves> curves() {
    boolean isTwo = quality.classes().size() == 2;
    List<Integer> shown =
        IntStream.range(isTwo ? 1 : 0, quality.classes().size())
            .boxed()
            .filter(k -> hasCurves(quality.rows().get(k)))
            .sorted(
                Comparator.comparingLong((Integer k) -> quality.rows().get(k).samples()).reversed())
            .limit(MOST_CURVES)
            .sorted()
            .toList();
    Map<Integer, ThresholdCurves> curves = new LinkedHashMap<>();
    shown.forEach(k -> curves.put(k, quality.curves(k)));
    return curves;
  }

  /// A class has curves if samples belong to it and to others.
  private boolean hasCurves(ClassQuality.Row row) {
    return row.samples() > 0 && row.samples() < quality.count();
  }

  private Picture roc(Map<Integer, ThresholdCurves> curves) {
    Chart chart =
        Chart.of(
                Word.ROC.in(language),
                Axis.linear(Word.FALSE_POSITIVES.in(language)).withRange(SHARE),
                Axis.linear(Word.RECALL.in(language)).withRange(SHARE))
            .with(Line.of(Word.CHANCE.in(language), x -> x, SHARE, Palette.RULE).dashed());
    return withLines(chart, curves, ThresholdCurves::falsePositives, ThresholdCurves::recall);
  }

  private Picture precisionRecall(Map<Integer, ThresholdCurves> curves) {
    Chart chart =
        Chart.of(
            Word.PRECISION_RECALL.in(language),
            Axis.linear(Word.RECALL.in(language)).withRange(SHARE),
            Axis.linear(Word.PRECISION.in(language)).withRange(SHARE));
    return withLines(chart, curves, ThresholdCurves::recall, ThresholdCurves::precision);
  }

  private Picture withLines(
      Chart chart,
      Map<Integer, ThresholdCurves> curves,
      Function<ThresholdCurves, double[]> x,
      Function<ThresholdCurves, double[]> y) {
    Chart drawn = chart;
    int color = 0;
    for (Map.Entry<Integer, ThresholdCurves> entry : curves.entrySet()) {
      ThresholdCurves each = entry.getValue();
      String name = quality.classes().get(entry.getKey());
      drawn = drawn.with(Line.of(name, x.apply(each), y.apply(each), Palette.series(color++)));
    }
    return drawn.toPicture();
  }

  private Picture calibration() {
    List<ClassQuality.Bin> bins = quality.calibration(BINS);
    double[] x = bins.stream().mapToDouble(ClassQuality.Bin::probability).toArray();
    double[] y = bins.stream().mapToDouble(ClassQuality.Bin::right).toArray();
    return Chart.of(
            Word.CALIBRATION.in(language),
            Axis.linear(Word.PROBABILITY.in(language)).withRange(SHARE),
            Axis.linear(Word.SHARE_RIGHT.in(language)).withRange(SHARE))
        .with(Line.of(Word.PERFECT.in(language), v -> v, SHARE, Palette.RULE).dashed())
        .with(Line.of("", x, y, Palette.BLUE))
        .with(Scatter.of(Word.HELD_OUT.in(language), x, y, Palette.BLUE))
        .toPicture();
  }
}
