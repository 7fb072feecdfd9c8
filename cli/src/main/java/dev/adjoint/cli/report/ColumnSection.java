package dev.adjoint.cli.report;

import dev.adjoint.pipeline.quality.ColumnImportance;
import dev.adjoint.plot.chart.BarChart;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Section;
import java.util.List;
import java.util.Map;

/// What the page says about the columns of a table.
record ColumnSection(List<ColumnImportance> columns, ReportLanguage language) {

  private static final int MOST = 20;

  /// The section; its picture is added by the name of its file.
  Section section(Map<String, Picture> pictures) {
    Picture picture = picture();
    pictures.put("importance", picture);
    return Section.of(
        Word.COLUMNS.in(language), new Block.Figure(picture, Word.IMPORTANCE_CAPTION.in(language)));
  }

  private Picture picture() {
    List<BarChart.Bar> bars =
        columns.stream()
            .limit(MOST)
            .map(each -> new BarChart.Bar(each.column(), each.rise(), each.deviation()))
            .toList();
    return new BarChart(Word.IMPORTANCE.in(language), Word.RISE.in(language), bars).toPicture();
  }
}
