package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Segment;
import dev.adjoint.plot.picture.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A function of two variables as bands of colour between contour lines: pale where it is low, dark
/// where it is high.
///
/// @param levels the heights of the lines, ascending
public record Contours(Grid grid, List<Double> levels) implements Series {

  public Contours {
    levels = List.copyOf(levels);
    for (int i = 1; i < levels.size(); i++) {
      if (!(levels.get(i - 1) < levels.get(i))) {
        throw new IllegalArgumentException(
            "contours: levels rise, but %s is followed by %s"
                .formatted(levels.get(i - 1), levels.get(i)));
      }
    }
  }

  /// Contours at heights that suit the values, see [Levels#of].
  public static Contours of(Grid grid) {
    return new Contours(grid, Levels.of(grid));
  }

  @Override
  public Stream<Point> extent() {
    return Stream.of(
        new Point(grid.x().min(), grid.y().min()), new Point(grid.x().max(), grid.y().max()));
  }

  /// The bands are painted from low to high. Each band also covers the area of all higher bands, so
  /// no white is visible between them.
  @Override
  public List<Mark> draw(Plane plane) {
    List<Mark> marks = new ArrayList<>();
    List<Mark> lines = new ArrayList<>();
    fill(Isoline.of(grid, -Double.MAX_VALUE), band(0), plane).ifPresent(marks::add);
    for (int i = 0; i < levels.size(); i++) {
      List<Isoline.Loop> loops = Isoline.of(grid, levels.get(i));
      fill(loops, band(i + 1), plane).ifPresent(marks::add);
      line(loops, plane).ifPresent(lines::add);
    }
    marks.addAll(lines);
    return marks;
  }

  @Override
  public Optional<ColorBar> colorBar() {
    if (levels.isEmpty()) {
      return Optional.empty();
    }
    List<Color> colors = IntStream.rangeClosed(0, levels.size()).mapToObj(this::band).toList();
    return Optional.of(
        new ColorBar(colors, levels.stream().map(l -> NumberText.of(l, 3)).toList()));
  }

  /// Only the paler two thirds of the colour ramp are used, so the marks above it remain clearly
  /// visible.
  private Color band(int index) {
    return Palette.sequential(0.04 + 0.6 * index / Math.max(1, levels.size()));
  }

  private static Optional<Mark> fill(List<Isoline.Loop> loops, Color color, Plane plane) {
    List<Segment> outline = new ArrayList<>();
    for (Isoline.Loop loop : loops) {
      add(outline, loop.points().stream().map(plane::at).toList());
      outline.add(new Segment.Close());
    }
    return outline.isEmpty()
        ? Optional.empty()
        : Optional.of(new Mark.Path(outline, color, Stroke.NONE));
  }

  private static Optional<Mark> line(List<Isoline.Loop> loops, Plane plane) {
    Stroke stroke = Stroke.of(Palette.sequential(0.85).withOpacity(0.45), 0.9);
    List<Segment> outline = outline(loops, plane);
    return outline.isEmpty()
        ? Optional.empty()
        : Optional.of(new Mark.Path(outline, Color.NONE, stroke));
  }

  /// The loops without the parts along the edge of the grid.
  static List<Segment> outline(List<Isoline.Loop> loops, Plane plane) {
    List<Segment> outline = new ArrayList<>();
    for (Isoline.Loop loop : loops) {
      int count = loop.points().size();
      // A loop that leaves the edge starts there, so no piece of it is split in two.
      int first = Math.max(0, loop.onEdge().indexOf(true));
      List<Point> piece = new ArrayList<>();
      for (int step = 0; step < count; step++) {
        int i = (first + step) % count;
        if (loop.onEdge().get(i)) {
          add(outline, piece);
          piece.clear();
          continue;
        }
        if (piece.isEmpty()) {
          piece.add(plane.at(loop.points().get(i)));
        }
        piece.add(plane.at(loop.points().get((i + 1) % count)));
      }
      add(outline, piece);
    }
    return outline;
  }

  private static void add(List<Segment> outline, List<Point> piece) {
    List<Point> points = Simplified.of(piece, 0.12);
    for (int i = 0; i < points.size(); i++) {
      outline.add(i == 0 ? new Segment.Move(points.get(i)) : new Segment.Line(points.get(i)));
    }
  }
}
