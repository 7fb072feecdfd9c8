package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Stroke;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How many numbers are in each of some equally wide bins. Numbers that are not finite are left
/// out.
///
/// @param label the name in the legend; empty for none
/// @param edges one more than there are bins, rising
/// @param counts of each bin
public record HistogramSeries(String label, double[] edges, int[] counts, Color color)
    implements Series {

  /// The histogram of some numbers, in as many bins as the root of their count, at most 60.
  public static HistogramSeries of(String label, double[] values, Color color) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    Range range = Range.of(Arrays.stream(finite)).orElse(new Range(0, 1));
    if (range.span() == 0) {
      double half = range.min() == 0 ? 0.5 : 0.05 * Math.abs(range.min());
      range = new Range(range.min() - half, range.max() + half);
    }
    int bins = Math.clamp(Math.round(Math.sqrt(finite.length)), 5, 60);
    int[] counts = new int[bins];
    for (double value : finite) {
      counts[Math.clamp((int) (range.fraction(value) * bins), 0, bins - 1)]++;
    }
    return new HistogramSeries(label, range.spread(bins + 1), counts, color);
  }

  @Override
  public Stream<Point> extent() {
    int most = Arrays.stream(counts).max().orElse(0);
    return Stream.of(new Point(edges[0], 0), new Point(edges[edges.length - 1], most));
  }

  @Override
  public List<Mark> draw(Plane plane) {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        Point low = plane.at(new Point(edges[i], 0));
        Point high = plane.at(new Point(edges[i + 1], counts[i]));
        Box box = new Box(low.x(), high.y(), high.x() - low.x(), low.y() - high.y());
        marks.add(new Mark.Rectangle(box, 0, color, Stroke.of(Palette.PAPER, 0.8)));
      }
    }
    return marks;
  }

  @Override
  public Optional<Key> key() {
    Mark sample = new Mark.Rectangle(new Box(4, -5, 16, 10), 0, color, Stroke.NONE);
    return label.isEmpty() ? Optional.empty() : Optional.of(new Key(label, List.of(sample)));
  }
}
