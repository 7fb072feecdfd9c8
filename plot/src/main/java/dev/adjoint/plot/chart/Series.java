package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Point;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An item drawn over the two axes of a chart. Implement this interface to add your own kind.
public interface Series {

  /// The data points that the axes must include.
  Stream<Point> extent();

  /// The marks, in the pixels of `plane`. The chart cuts off the parts outside the plot.
  List<Mark> draw(Plane plane);

  /// Marks that may extend outside the plot, such as labels; they are drawn over everything.
  /// `below` holds the marks that are drawn inside the plot, for series that position their labels
  /// away from them.
  default List<Mark> drawOver(Plane plane, List<Mark> below) {
    return List.of();
  }

  /// The entry in the legend, if it has one.
  default Optional<Key> key() {
    return Optional.empty();
  }

  /// The scale of colours beside the plot, if it has one.
  default Optional<ColorBar> colorBar() {
    return Optional.empty();
  }
}
