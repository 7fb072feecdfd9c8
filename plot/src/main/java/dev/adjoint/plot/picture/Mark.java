package dev.adjoint.plot.picture;

import java.util.List;
import java.util.Optional;

/// One thing drawn in a picture; later marks cover earlier ones.
///
/// Fill with [Color#NONE] or draw with [Stroke#NONE] to leave a part out. Overlapping parts of one
/// outline follow the even-odd rule, so a loop inside a loop is a hole.
public sealed interface Mark {

  /// An open line through `points`.
  record Polyline(List<Point> points, Stroke stroke) implements Mark {
    public Polyline {
      points = List.copyOf(points);
    }

    /// The line from `from` to `to`.
    public static Polyline line(Point from, Point to, Stroke stroke) {
      return new Polyline(List.of(from, to), stroke);
    }
  }

  /// A closed shape with the corners `points`.
  record Polygon(List<Point> points, Color fill, Stroke stroke) implements Mark {
    public Polygon {
      points = List.copyOf(points);
    }
  }

  /// An upright rectangle; its corners are rounded with `radius` pixels.
  record Rectangle(Box box, double radius, Color fill, Stroke stroke) implements Mark {}

  /// A circle of `radius` pixels.
  record Circle(Point center, double radius, Color fill, Stroke stroke) implements Mark {}

  /// An outline of lines and curves.
  record Path(List<Segment> segments, Color fill, Stroke stroke) implements Mark {
    public Path {
      segments = List.copyOf(segments);
    }
  }

  /// One line of text. `at` is on the baseline, at its start, middle or end as `align` says; `turn`
  /// is in degrees, counterclockwise, about `at`.
  record Text(String text, Point at, Align align, Lettering lettering, double turn)
      implements Mark {

    /// Level text.
    public static Text of(String text, Point at, Align align, Lettering lettering) {
      return new Text(text, at, align, lettering, 0);
    }

    /// Level text whose capitals are centred on the height of `middle`.
    public static Text centered(String text, Point middle, Align align, Lettering lettering) {
      return of(text, middle.plus(0, lettering.capHeight() / 2), align, lettering);
    }
  }

  /// The cells of `raster` stretched over `box`; `smooth` blends neighbours, otherwise cells stay
  /// sharp.
  record Image(Box box, Raster raster, boolean smooth) implements Mark {}

  /// Marks kept together; what lies outside `clip`, if there is one, does not show.
  record Group(List<Mark> marks, Optional<Box> clip) implements Mark {
    public Group {
      marks = List.copyOf(marks);
    }

    /// Marks of which only the part inside `box` shows.
    public static Group clipped(Box box, List<? extends Mark> marks) {
      return new Group(List.copyOf(marks), Optional.of(box));
    }
  }

  /// Marks moved together by (dx, dy).
  record Shifted(double dx, double dy, List<Mark> marks) implements Mark {
    public Shifted {
      marks = List.copyOf(marks);
    }
  }
}
