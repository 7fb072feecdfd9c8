package dev.adjoint.explain.chart;

import dev.adjoint.explain.picture.Align;
import dev.adjoint.explain.picture.Box;
import dev.adjoint.explain.picture.Color;
import dev.adjoint.explain.picture.Lettering;
import dev.adjoint.explain.picture.Mark;
import dev.adjoint.explain.picture.Palette;
import dev.adjoint.explain.picture.Point;
import dev.adjoint.explain.picture.Stroke;
import java.util.List;
import java.util.stream.Stream;

/// One data point that matters, such as the best epoch: a ring with a label beside it.
public record Marker(Point at, String label, Color color) implements Series {
  private static final Lettering TEXT = Lettering.of(12, Palette.INK);

  @Override
  public Stream<Point> extent() {
    return Stream.of(at);
  }

  @Override
  public List<Mark> draw(Plane plane) {
    return List.of();
  }

  /// The label stands above the ring, or below it near the top edge, on the side with more room,
  /// over a little paper.
  @Override
  public List<Mark> drawOver(Plane plane) {
    Point place = plane.at(at);
    if (!place.isFinite() || !plane.box().grow(1).contains(place)) {
      return List.of();
    }
    Mark ring = new Mark.Circle(place, 5, Palette.PAPER, Stroke.of(color, 2.2));
    if (label.isEmpty()) {
      return List.of(ring);
    }
    double width = TEXT.width(label);
    boolean leftward = place.x() + 10 + width > plane.box().right();
    boolean below = place.y() - 30 < plane.box().y();
    double left = leftward ? Math.max(plane.box().x() + 4, place.x() - 4 - width) : place.x() + 4;
    double middle = place.y() + (below ? 20 : -20);
    var paper = new Box(left - 3, middle - 9, width + 6, 18);
    return List.of(
        new Mark.Rectangle(paper, 3, Palette.PAPER.withOpacity(0.85), Stroke.NONE),
        ring,
        Mark.Text.centered(
            label,
            new Point(leftward ? left + width : left, middle),
            leftward ? Align.END : Align.START,
            TEXT));
  }
}
