package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Align;
import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Lettering;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Stroke;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A function of two variables as a mesh in space, seen obliquely from above, with the path of a
/// descent on it.
///
/// The cells are painted from the farthest to the nearest. They are pale where the function is low
/// and shaded as if lit from the left.
///
/// @param zLabel names the value of the function
/// @param path the path in the plane of x and y, the start first; it is drawn on the surface; empty
///   for none
public record SurfaceChart(
    String title, String xLabel, String yLabel, String zLabel, Grid grid, List<Point> path) {

  private static final Lettering TITLE = Lettering.of(16, Palette.INK).bolder();
  private static final Lettering LABEL = Lettering.of(12.5, Palette.INK);
  private static final Lettering TICK = Lettering.of(10.5, Palette.MUTED);
  private static final double WIDTH = 600;
  private static final double HEIGHT = 470;

  public SurfaceChart {
    path = List.copyOf(path);
  }

  /// The finished picture, 600 × 470 pixels.
  public Picture toPicture() {
    Range z = grid.range().orElse(new Range(0, 1));
    var space = new Space(grid.x(), grid.y(), z, new Point(WIDTH / 2 + 10, 300), 205);
    List<Mark> marks = new ArrayList<>();
    if (!title.isEmpty()) {
      marks.add(Mark.Text.of(title, new Point(20, 28), Align.START, TITLE));
    }
    marks.addAll(frame(space));
    marks.addAll(surface(space));
    marks.addAll(descent(space));
    marks.addAll(words(space));
    String description = zLabel + " (" + xLabel + ", " + yLabel + ")";
    return new Picture(title.isEmpty() ? description : title, description, WIDTH, HEIGHT, marks);
  }

  /// One cell of the mesh or one piece of the path, with its distance from the viewer.
  private record Patch(double depth, Mark mark) {}

  private List<Mark> surface(Space space) {
    // More than about 60 cells on a side are too small to distinguish.
    int stepX = Math.max(1, (grid.columns() - 1) / 60);
    int stepY = Math.max(1, (grid.rows() - 1) / 60);
    List<Patch> patches = new ArrayList<>();
    for (int row = 0; row + stepY < grid.rows(); row += stepY) {
      for (int column = 0; column + stepX < grid.columns(); column += stepX) {
        patch(space, column, row, stepX, stepY).ifPresent(patches::add);
      }
    }
    patches.sort(Comparator.comparingDouble(Patch::depth).reversed());
    return patches.stream().map(Patch::mark).toList();
  }

  private Optional<Patch> patch(Space space, int column, int row, int stepX, int stepY) {
    int[][] corners = {
      {column, row}, {column + stepX, row}, {column + stepX, row + stepY}, {column, row + stepY}
    };
    List<Point> outline = new ArrayList<>();
    double depth = 0;
    double height = 0;
    for (int[] corner : corners) {
      double value = grid.at(corner[0], corner[1]);
      if (!Double.isFinite(value)) {
        return Optional.empty();
      }
      double x = grid.columnX(corner[0]);
      double y = grid.rowY(corner[1]);
      outline.add(space.at(x, y, value));
      depth += space.depth(x, y) / 4;
      height += space.z().fraction(value) / 4;
    }
    double slope =
        space.z().fraction(grid.at(column + stepX, row)) - space.z().fraction(grid.at(column, row));
    double tilt = Math.clamp(slope * (grid.columns() - 1) / stepX / 6, -1.0, 1.0);
    Color ground = Palette.sequential(0.1 + 0.62 * height);
    Color lit = ground.mix(tilt > 0 ? Color.WHITE : Palette.sequential(1), 0.28 * Math.abs(tilt));
    Stroke mesh = Stroke.of(Palette.sequential(0.9).withOpacity(0.28), 0.6);
    return Optional.of(new Patch(depth, new Mark.Polygon(outline, lit, mesh)));
  }

  private List<Mark> descent(Space space) {
    List<Point> positions = new ArrayList<>();
    for (Point point : path) {
      if (grid.x().contains(point.x()) && grid.y().contains(point.y())) {
        positions.add(space.at(point.x(), point.y(), height(point)));
      }
    }
    if (positions.isEmpty()) {
      return List.of();
    }
    List<Point> line = Simplified.of(Clip.thin(positions, 0.4), 0.1);
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Polyline(line, Stroke.of(Palette.PAPER.withOpacity(0.7), 4.2)));
    marks.add(new Mark.Polyline(line, Stroke.of(Palette.ORANGE, 2)));
    for (Point position : Clip.thin(positions, 7)) {
      marks.add(new Mark.Circle(position, 2.2, Palette.ORANGE, Stroke.NONE));
    }
    marks.add(
        new Mark.Circle(positions.getFirst(), 4.5, Palette.PAPER, Stroke.of(Palette.ORANGE, 2)));
    marks.add(
        new Mark.Circle(positions.getLast(), 4.5, Palette.ORANGE, Stroke.of(Palette.PAPER, 1.2)));
    return marks;
  }

  /// The height of the mesh at a point, by linear interpolation between the four grid points around
  /// it.
  private double height(Point point) {
    double across = grid.x().fraction(point.x()) * (grid.columns() - 1);
    double along = grid.y().fraction(point.y()) * (grid.rows() - 1);
    int column = Math.min((int) across, grid.columns() - 2);
    int row = Math.min((int) along, grid.rows() - 2);
    double u = across - column;
    double v = along - row;
    return (1 - v) * ((1 - u) * grid.at(column, row) + u * grid.at(column + 1, row))
        + v * ((1 - u) * grid.at(column, row + 1) + u * grid.at(column + 1, row + 1));
  }

  /// The floor, the two back walls and their grid lines.
  private static List<Mark> frame(Space space) {
    Range x = space.x();
    Range y = space.y();
    Range z = space.z();
    Stroke rule = Stroke.of(Palette.GRID, 1);
    List<Mark> marks = new ArrayList<>();
    for (Ticks.Tick tick : Ticks.linear(x, 5)) {
      double at = tick.value();
      marks.add(line(space.at(at, y.min(), z.min()), space.at(at, y.max(), z.min()), rule));
      marks.add(line(space.at(at, y.max(), z.min()), space.at(at, y.max(), z.max()), rule));
    }
    for (Ticks.Tick tick : Ticks.linear(y, 5)) {
      double at = tick.value();
      marks.add(line(space.at(x.min(), at, z.min()), space.at(x.max(), at, z.min()), rule));
      marks.add(line(space.at(x.min(), at, z.min()), space.at(x.min(), at, z.max()), rule));
    }
    for (Ticks.Tick tick : Ticks.linear(z, 5)) {
      double at = tick.value();
      marks.add(line(space.at(x.min(), y.min(), at), space.at(x.min(), y.max(), at), rule));
      marks.add(line(space.at(x.min(), y.max(), at), space.at(x.max(), y.max(), at), rule));
    }
    Stroke edge = Stroke.of(Palette.RULE, 1);
    marks.add(
        new Mark.Polygon(
            List.of(
                space.at(x.min(), y.min(), z.min()),
                space.at(x.max(), y.min(), z.min()),
                space.at(x.max(), y.max(), z.min()),
                space.at(x.min(), y.max(), z.min())),
            Color.NONE,
            edge));
    marks.add(line(space.at(x.min(), y.min(), z.min()), space.at(x.min(), y.min(), z.max()), edge));
    return marks;
  }

  private List<Mark> words(Space space) {
    Range x = space.x();
    Range y = space.y();
    Range z = space.z();
    List<Mark> marks = new ArrayList<>();
    for (Ticks.Tick tick : Ticks.linear(x, 5)) {
      Point at = space.at(tick.value(), y.min(), z.min());
      marks.add(Mark.Text.centered(tick.label(), at.plus(-6, 11), Align.END, TICK));
    }
    for (Ticks.Tick tick : Ticks.linear(y, 5)) {
      Point at = space.at(x.max(), tick.value(), z.min());
      marks.add(Mark.Text.centered(tick.label(), at.plus(7, 9), Align.START, TICK));
    }
    for (Ticks.Tick tick : Ticks.linear(z, 5)) {
      Point at = space.at(x.min(), y.min(), tick.value());
      marks.add(Mark.Text.centered(tick.label(), at.plus(-7, 0), Align.END, TICK));
    }
    Point xMiddle = space.at(x.at(0.5), y.min(), z.min());
    marks.add(Mark.Text.centered(xLabel, xMiddle.plus(-34, 34), Align.MIDDLE, LABEL));
    Point yMiddle = space.at(x.max(), y.at(0.5), z.min());
    marks.add(Mark.Text.centered(yLabel, yMiddle.plus(40, 30), Align.MIDDLE, LABEL));
    Point top = space.at(x.min(), y.min(), z.max());
    marks.add(Mark.Text.centered(zLabel, top.plus(0, -18), Align.MIDDLE, LABEL));
    marks.removeIf(mark -> mark instanceof Mark.Text text && text.text().isEmpty());
    return marks;
  }

  private static Mark line(Point from, Point to, Stroke stroke) {
    return Mark.Polyline.line(from, to, stroke);
  }

  /// The parallel projection: the box of the three ranges is turned by 40° around its vertical axis
  /// and tilted by 28°.
  private record Space(Range x, Range y, Range z, Point middle, double size) {
    private static final double COS_TURN = StrictMath.cos(StrictMath.toRadians(40));
    private static final double SIN_TURN = StrictMath.sin(StrictMath.toRadians(40));
    private static final double COS_TIP = StrictMath.cos(StrictMath.toRadians(28));
    private static final double SIN_TIP = StrictMath.sin(StrictMath.toRadians(28));
    private static final double HEIGHT_PART = 1.05;

    Point at(double dataX, double dataY, double dataZ) {
      double u = x.fraction(dataX) - 0.5;
      double v = y.fraction(dataY) - 0.5;
      double w = HEIGHT_PART * z.fraction(dataZ);
      double across = 1.4 * size * (u * COS_TURN + v * SIN_TURN);
      double away = 1.4 * size * (-u * SIN_TURN + v * COS_TURN);
      return middle.plus(across, -away * SIN_TIP - w * size * COS_TIP + 0.1 * size);
    }

    /// A larger value is farther from the viewer.
    double depth(double dataX, double dataY) {
      return -x.fraction(dataX) * SIN_TURN + y.fraction(dataY) * COS_TURN;
    }
  }
}
