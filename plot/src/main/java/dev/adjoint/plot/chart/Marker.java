package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Align;
import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Lettering;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// One important data point, such as the best epoch: a ring with a label beside it.
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

  /// The label is placed at the corner of the ring where it covers the fewest lines and is inside
  /// the plot.
  @Override
  public List<Mark> drawOver(Plane plane, List<Mark> below) {
    Point position = plane.at(at);
    if (!position.isFinite() || !plane.box().grow(1).contains(position)) {
      return List.of();
    }
    Mark ring = new Mark.Circle(position, 5, Palette.PAPER, Stroke.of(color, 2.2));
    if (label.isEmpty()) {
      return List.of(ring);
    }
    Box best = positions(position).getFirst();
    long fewest = Long.MAX_VALUE;
    for (Box box : positions(position)) {
      long cost = covered(box, below) + (plane.box().contains(box) ? 0 : 1000);
      if (cost < fewest) {
        best = box;
        fewest = cost;
      }
    }
    return List.of(
        new Mark.Rectangle(best, 3, Palette.PAPER.withOpacity(0.8), Stroke.NONE),
        ring,
        Mark.Text.centered(label, best.center(), Align.MIDDLE, TEXT));
  }

  private List<Box> positions(Point position) {
    double width = TEXT.width(label) + 6;
    double height = 18;
    List<Box> boxes = new ArrayList<>();
    for (double away : new double[] {10, 26}) {
      for (double dx : new double[] {4, -width - 4, -width / 2}) {
        boxes.add(new Box(position.x() + dx, position.y() - away - height, width, height));
        boxes.add(new Box(position.x() + dx, position.y() + away, width, height));
      }
    }
    return boxes;
  }

  private static long covered(Box box, List<Mark> below) {
    long count = 0;
    for (Mark mark : below) {
      if (mark instanceof Mark.Polyline(List<Point> points, Stroke _)) {
        for (int i = 1; i < points.size(); i++) {
          count += Clip.segment(box, points.get(i - 1), points.get(i)).isPresent() ? 1 : 0;
        }
      }
    }
    return count;
  }
}
