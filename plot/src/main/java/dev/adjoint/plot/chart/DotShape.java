package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Stroke;
import java.util.List;

/// The shape of the dots of a [Scatter]. All have about the same area for the same radius.
public enum DotShape {
  CIRCLE,
  SQUARE,
  DIAMOND;

  /// The shape of the group at `index`. Together with the colours of
  /// [dev.adjoint.plot.picture.Palette], which repeat after eight, 24 groups look different.
  public static DotShape ofGroup(int index) {
    return values()[Math.floorMod(index, values().length)];
  }

  /// A dot of this shape.
  Mark draw(Point at, double radius, Color fill, Stroke edge) {
    return switch (this) {
      case CIRCLE -> new Mark.Circle(at, radius, fill, edge);
      case SQUARE -> {
        double half = 0.88 * radius;
        yield new Mark.Rectangle(
            new Box(at.x() - half, at.y() - half, 2 * half, 2 * half), 0, fill, edge);
      }
      case DIAMOND -> {
        double half = 1.25 * radius;
        yield new Mark.Polygon(
            List.of(
                new Point(at.x(), at.y() - half),
                new Point(at.x() + half, at.y()),
                new Point(at.x(), at.y() + half),
                new Point(at.x() - half, at.y())),
            fill,
            edge);
      }
    };
  }
}
