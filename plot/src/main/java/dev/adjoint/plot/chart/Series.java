package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Point;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Something drawn over the two axes of a chart. Add your own by implementing it.
public interface Series {

  /// The data points that the axes should make room for.
  Stream<Point> extent();

  /// The marks, in the pixels of `plane`; the chart cuts off what leaves the plot.
  List<Mark> draw(Plane plane);

  /// Marks that may leave the plot, such as labels; drawn over everything. `below` is what is drawn
  /// inside the plot, for those that want to keep clear of it.
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
