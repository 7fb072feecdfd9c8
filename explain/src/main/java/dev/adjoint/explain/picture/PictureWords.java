package dev.adjoint.explain.picture;

import dev.adjoint.explain.document.Wording;
import dev.adjoint.plot.chart.ArrayChart;

/// What several pictures write.
public final class PictureWords {

  private PictureWords() {}

  /// The names of the patterns of cells.
  public static ArrayChart.Words cells(Wording words) {
    return new ArrayChart.Words(
        words.text("cell.nan"), "+∞", "−∞", words.text("cell.masked"), words.text("cell.clipped"));
  }
}
