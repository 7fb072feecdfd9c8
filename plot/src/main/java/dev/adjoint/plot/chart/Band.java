package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The area between two lines over the same numbers on the x axis, such as a band of a forecast.
///
/// @param label the name in the legend; empty for none
/// @param low the points of the lower line
/// @param high the points of the upper line, as many
public record Band(String label, List<Point> low, List<Point> high, Color color) implements Series {

  public Band {
    low = List.copyOf(low);
    high = List.copyOf(high);
    if (low.size() != high.size()) {
      throw new IllegalArgumentException(
          "band: one upper point for each lower point, but there are %d and %d"
              .formatted(high.size(), low.size()));
    }
  }

  /// The area between (`x[i]`, `low[i]`) and (`x[i]`, `high[i]`).
  public static Band of(String label, double[] x, double[] low, double[] high, Color color) {
    return new Band(label, Scatter.pair(x, low), Scatter.pair(x, high), color);
  }

  @Override
  public Stream<Point> extent() {
    return Stream.concat(low.stream(), high.stream());
  }

  @Override
  public List<Mark> draw(Plane plane) {
    List<Point> outline = new ArrayList<>();
    for (Point point : high) {
      add(plane, point, outline);
    }
    for (Point point : low.reversed()) {
      add(plane, point, outline);
    }
    return outline.size() < 3 ? List.of() : List.of(new Mark.Polygon(outline, color, Stroke.NONE));
  }

  private static void add(Plane plane, Point point, List<Point> outline) {
    Point position = plane.at(point);
    if (position.isFinite()) {
      outline.add(Clip.near(plane.box(), position));
    }
  }

  @Override
  public Optional<Key> key() {
    Mark sample = new Mark.Rectangle(new Box(1, -5, 22, 10), 0, color, Stroke.NONE);
    return label.isEmpty() ? Optional.empty() : Optional.of(new Key(label, List.of(sample)));
  }
}
