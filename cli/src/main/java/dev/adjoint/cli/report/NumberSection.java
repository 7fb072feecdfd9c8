package dev.adjoint.cli.report;

import dev.adjoint.pipeline.quality.NumberQuality;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.Chart;
import dev.adjoint.plot.chart.HistogramSeries;
import dev.adjoint.plot.chart.Line;
import dev.adjoint.plot.chart.Range;
import dev.adjoint.plot.chart.Scatter;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Section;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What the page says about a model of a number: how large its errors are, and where.
record NumberSection(NumberQuality quality, String column, ReportLanguage language) {

  /// The section; its pictures are added by the names of their files.
  Section section(Map<String, Picture> pictures) {
    Picture sizes = sizes();
    Picture residuals = residuals();
    pictures.put("errors", sizes);
    pictures.put("residuals", residuals);
    return Section.of(
        Word.ERRORS.in(language),
        new Block.Table(
            Word.FURTHER.in(language),
            List.of(Word.FIGURE.in(language), Word.VALUE.in(language)),
            FigureRows.of(quality.figures(), language)),
        new Block.Figures(List.of(new Block.Figure(sizes, ""), new Block.Figure(residuals, ""))));
  }

  private Picture sizes() {
    return Chart.of(
            Word.ERROR_SIZES.in(language),
            Axis.linear(Word.ERROR.in(language)),
            Axis.linear(Word.COUNT.in(language)))
        .with(HistogramSeries.of("", quality.errors(), Palette.BLUE))
        .toPicture();
  }

  private Picture residuals() {
    Range range = Range.of(Arrays.stream(quality.predicted())).orElse(new Range(0, 1));
    return Chart.of(
            Word.RESIDUALS.in(language),
            Axis.linear(Word.PREDICTED_VALUE.in(language, column)),
            Axis.linear(Word.ERROR.in(language)))
        .with(Line.of("", x -> 0, range, Palette.RULE))
        .with(
            Scatter.of(
                Word.HELD_OUT.in(language), quality.predicted(), quality.errors(), Palette.BLUE))
        .toPicture();
  }
}
