package dev.adjoint.explain.picture;

import dev.adjoint.explain.document.Wording;
import dev.adjoint.plot.chart.ArrayChart;
import dev.adjoint.plot.chart.ColorScale;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// [Histograms] as heat maps: a column for each step, a row for each bin, large numbers at the top,
/// and the share of the elements as a colour.
public final class HistogramPictures {

  private static final int MOST_PANELS = 24;
  private static final int PANELS_IN_ROW = 4;
  private static final double SIZE = 168;
  private static final int DIGITS = 3;

  private HistogramPictures() {}

  /// The picture of one kind of numbers; empty if there are none.
  public static Optional<Picture> of(Histograms found, Histograms.Kind kind, Wording words) {
    List<Histograms.Series> all =
        found.series().stream().filter(series -> series.kind() == kind).toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<ArrayChart.Panel> panels =
        all.stream().limit(MOST_PANELS).map(series -> panel(series, words)).toList();
    double largest =
        panels.stream().flatMapToDouble(panel -> Arrays.stream(panel.values())).max().orElse(1);
    List<String> notes = new ArrayList<>();
    notes.add(
        words.text(
            "histogram.note",
            found.steps().size(),
            found.steps().getFirst(),
            found.steps().getLast(),
            all.getFirst().bins().count()));
    notes.add(words.text("histogram." + key(kind)));
    if (all.size() > MOST_PANELS) {
      notes.add(words.text("histogram.more", MOST_PANELS, all.size()));
    }
    int notFinite =
        all.stream().flatMap(series -> series.notFinite().stream()).mapToInt(i -> i).sum();
    if (notFinite > 0) {
      notes.add(words.text("histogram.not-finite", notFinite));
    }
    return Optional.of(
        new ArrayChart(
                words.text("histogram.title." + key(kind)),
                PANELS_IN_ROW,
                SIZE,
                panels,
                ColorScale.plain(0, largest),
                PictureWords.cells(words),
                notes)
            .toPicture());
  }

  /// The part of a text's key for a kind: `weights`, `gradients`, `updates`, `activations`.
  public static String key(Histograms.Kind kind) {
    return switch (kind) {
      case WEIGHTS -> "weights";
      case GRADIENTS -> "gradients";
      case UPDATES -> "updates";
      case ACTIVATIONS -> "activations";
    };
  }

  private static ArrayChart.Panel panel(Histograms.Series series, Wording words) {
    int rows = series.bins().count();
    int columns = series.counts().size();
    double[] shares = new double[rows * columns];
    for (int column = 0; column < columns; column++) {
      int[] counts = series.counts().get(column);
      int all = series.notFinite().get(column);
      for (int count : counts) {
        all += count;
      }
      for (int bin = 0; bin < rows; bin++) {
        shares[(rows - 1 - bin) * columns + column] = all == 0 ? 0 : (double) counts[bin] / all;
      }
    }
    double[] edges = series.bins().edges();
    String range =
        words.text(
            "histogram.range",
            NumberText.of(edges[0], DIGITS),
            NumberText.of(edges[edges.length - 1], DIGITS));
    return new ArrayChart.Panel(series.name() + ": " + range, rows, columns, shares);
  }
}
