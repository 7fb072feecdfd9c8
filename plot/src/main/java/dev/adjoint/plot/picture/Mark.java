package dev.adjoint.plot.picture;

import java.util.List;
import java.util.Optional;

/// One item drawn in a picture. Later marks cover earlier marks.
///
/// Use [Color#NONE] for no fill and [Stroke#NONE] for no outline. Overlapping parts of one outline
/// follow the even-odd rule, so a loop inside a loop is a hole.
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

  /// One line of text. `at` is on the baseline, at the start, middle or end of the text according
  /// to `align`; `turn` is in degrees, counterclockwise, around `at`.
  record Text(String text, Point at, Align align, Lettering lettering, double turn)
      implements Mark {

    /// Horizontal text.
    public static Text of(String text, Point at, Align align, Lettering lettering) {
      return new Text(text, at, align, lettering, 0);
    }

    /// Horizontal text whose capitals are centred vertically on `middle`.
    public static Text centered(String text, Point middle, Align align, Lettering lettering) {
      return of(text, middle.plus(0, lettering.capHeight() / 2), align, lettering);
    }
  }

  /// The cells of `raster`, stretched over `box`. `smooth` blends neighbouring cells; otherwise
  /// their edges are sharp.
  record Image(Box box, Raster raster, boolean smooth) implements Mark {}

  /// A group of marks. If `clip` is present, only the part inside it is visible.
  record Group(List<Mark> marks, Optional<Box> clip) implements Mark {
    public Group {
      marks = List.copyOf(marks);
    }

    /// A group of marks of which only the part inside `box` is visible.
    public static Group clipped(Box box, List<? extends Mark> marks) {
      return new Group(List.copyOf(marks), Optional.of(box));
    }
  }

  /// A group of marks moved by (dx, dy).
  record Shifted(double dx, double dy, List<Mark> marks) implements Mark {
    public Shifted {
      marks = List.copyOf(marks);
    }
  }
}
