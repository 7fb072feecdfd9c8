package dev.adjoint.cli.report;

import dev.adjoint.plot.picture.NumberText;
import java.util.List;
import java.util.Map;

/// Figures as rows of a table.
final class FigureRows {

  private static final int DIGITS = 4;

  private FigureRows() {}

  static List<List<String>> of(Map<String, Double> figures, ReportLanguage language) {
    return figures.entrySet().stream()
        .map(entry ->
            List.of(
                Word.metric(entry.getKey(), language),
                entry.getValue().isNaN() ? "–" : NumberText.of(entry.getValue(), DIGITS)))
        .toList();
  }
}
