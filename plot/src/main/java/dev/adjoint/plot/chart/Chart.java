package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Align;
import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Lettering;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Series over two axes, with title, legend, grid and ticks.
///
/// @param title shown above the chart; empty for none
/// @param series the series in drawing order, the first at the back
/// @param width the width of the whole picture, in pixels
/// @param height the height of the whole picture, in pixels
/// @param equalScales whether one unit has the same length on both axes; the plot is made narrower
///   or lower for this
public record Chart(
    String title,
    Axis x,
    Axis y,
    List<Series> series,
    double width,
    double height,
    boolean equalScales) {

  private static final Lettering TITLE = Lettering.of(16, Palette.INK).bolder();
  private static final Lettering LABEL = Lettering.of(12.5, Palette.INK);
  private static final Lettering TICK = Lettering.of(11, Palette.MUTED);

  public Chart {
    series = List.copyOf(series);
    if (width < 160 || height < 120) {
      throw new IllegalArgumentException(
          "chart: width is at least 160 and height at least 120 pixels, but width is %s and height is %s"
              .formatted(width, height));
    }
  }

  /// An empty chart of 640 × 400 pixels.
  public static Chart of(String title, Axis x, Axis y) {
    return new Chart(title, x, y, List.of(), 640, 400, false);
  }

  /// The finished picture of lines over two axes.
  public static Picture lines(String title, Axis x, Axis y, Line... lines) {
    return of(title, x, y).withAll(List.of(lines)).toPicture();
  }

  /// The chart with one more series on top.
  public Chart with(Series more) {
    return new Chart(
        title,
        x,
        y,
        Stream.concat(series.stream(), Stream.of(more)).toList(),
        width,
        height,
        equalScales);
  }

  /// The chart with more series on top.
  public Chart withAll(List<? extends Series> more) {
    return new Chart(
        title,
        x,
        y,
        Stream.concat(series.stream(), more.stream()).toList(),
        width,
        height,
        equalScales);
  }

  /// The chart in another size, in pixels.
  public Chart withSize(double width, double height) {
    return new Chart(title, x, y, series, width, height, equalScales);
  }

  /// The chart with units of the same length on both axes.
  public Chart withEqualScales() {
    return new Chart(title, x, y, series, width, height, true);
  }

  /// The finished picture.
  public Picture toPicture() {
    Range xRange = x.shown(Range.of(extent(x, Point::x)));
    Range yRange = y.shown(Range.of(extent(y, Point::y)));
    List<Ticks.Tick> yTicks = Ticks.of(y, yRange, Math.max(2, (int) (height / 62)));
    double yLabels = yTicks.stream().mapToDouble(t -> TICK.width(t.label())).max().orElse(0);
    Optional<ColorBar> bar = series.stream().flatMap(s -> s.colorBar().stream()).findFirst();
    double left = 14 + (y.label().isEmpty() ? 0 : 20) + yLabels + 8;
    double right = width - 22 - bar.map(ColorBar::roomNeeded).orElse(0.0);
    Legend legend =
        Legend.of(series.stream().flatMap(s -> s.key().stream()).toList(), right - left);
    double top = 12 + (title.isEmpty() ? 0 : 26) + (legend.height() > 0 ? legend.height() + 8 : 0);
    double bottom = height - 14 - (x.label().isEmpty() ? 0 : 20) - 20;
    Box box = shaped(new Box(left, top, right - left, Math.max(40, bottom - top)), xRange, yRange);
    var plane = new Plane(box, x, xRange, y, yRange);

    List<Ticks.Tick> xTicks = Ticks.of(x, xRange, Math.max(2, (int) (box.width() / 80)));
    List<Mark> marks = new ArrayList<>(grid(plane, xTicks, yTicks));
    List<Mark> inside = new ArrayList<>();
    series.forEach(s -> inside.addAll(s.draw(plane)));
    marks.add(Mark.Group.clipped(box, inside));
    marks.add(new Mark.Rectangle(box, 0, Color.NONE, Stroke.of(Palette.RULE, 1)));
    series.forEach(s -> marks.addAll(s.drawOver(plane, inside)));
    marks.addAll(words(plane, xTicks, yTicks, yLabels));
    marks.add(new Mark.Shifted(box.x(), box.y() - 8 - legend.height(), legend.marks()));
    bar.ifPresent(b -> marks.addAll(b.draw(new Box(box.right() + 14, box.y(), 0, box.height()))));
    double usedWidth = width - (right - box.right());
    double usedHeight = height - (bottom - box.bottom());
    return new Picture(name(), description(plane), Math.max(usedWidth, 160), usedHeight, marks);
  }

  private DoubleStream extent(Axis axis, java.util.function.ToDoubleFunction<Point> coordinate) {
    return series.stream()
        .flatMap(Series::extent)
        .filter(p -> Double.isFinite(x.length(p.x())) && Double.isFinite(y.length(p.y())))
        .mapToDouble(coordinate)
        .filter(value -> Double.isFinite(axis.length(value)));
  }

  private Box shaped(Box room, Range xRange, Range yRange) {
    if (!equalScales) {
      return room;
    }
    double unit = Math.min(room.width() / xRange.span(), room.height() / yRange.span());
    return new Box(room.x(), room.y(), unit * xRange.span(), unit * yRange.span());
  }

  private static List<Mark> grid(Plane plane, List<Ticks.Tick> xTicks, List<Ticks.Tick> yTicks) {
    Box box = plane.box();
    Stroke thin = Stroke.of(Palette.GRID, 1);
    List<Mark> marks = new ArrayList<>();
    for (Ticks.Tick tick : xTicks) {
      double at = plane.pixelX(tick.value());
      marks.add(Mark.Polyline.line(new Point(at, box.y()), new Point(at, box.bottom()), thin));
    }
    for (Ticks.Tick tick : yTicks) {
      double at = plane.pixelY(tick.value());
      marks.add(Mark.Polyline.line(new Point(box.x(), at), new Point(box.right(), at), thin));
    }
    return marks;
  }

  private List<Mark> words(
      Plane plane, List<Ticks.Tick> xTicks, List<Ticks.Tick> yTicks, double yLabels) {
    Box box = plane.box();
    Stroke thin = Stroke.of(Palette.RULE, 1);
    List<Mark> marks = new ArrayList<>();
    for (Ticks.Tick tick : xTicks) {
      var at = new Point(plane.pixelX(tick.value()), box.bottom());
      marks.add(Mark.Polyline.line(at, at.plus(0, 4), thin));
      marks.add(Mark.Text.of(tick.label(), at.plus(0, 17), Align.MIDDLE, TICK));
    }
    for (Ticks.Tick tick : yTicks) {
      var at = new Point(box.x(), plane.pixelY(tick.value()));
      marks.add(Mark.Polyline.line(at, at.plus(-4, 0), thin));
      marks.add(Mark.Text.centered(tick.label(), at.plus(-8, 0), Align.END, TICK));
    }
    String xLabel = LABEL.fit(x.label(), Math.max(60, box.width()));
    marks.add(
        Mark.Text.of(xLabel, new Point(box.center().x(), box.bottom() + 37), Align.MIDDLE, LABEL));
    String yLabel = LABEL.fit(y.label(), Math.max(60, box.height()));
    var side = new Point(box.x() - 8 - yLabels - 10, box.center().y());
    marks.add(new Mark.Text(yLabel, side, Align.MIDDLE, LABEL, 90));
    if (!title.isEmpty()) {
      String shown = TITLE.fit(title, width - box.x() - 8);
      marks.add(Mark.Text.of(shown, new Point(box.x(), 27), Align.START, TITLE));
    }
    marks.removeIf(mark -> mark instanceof Mark.Text text && text.text().isEmpty());
    return marks;
  }

  private String name() {
    return title.isEmpty() ? y.label() + " / " + x.label() : title;
  }

  /// A description that works in any language: the axes with their ranges and the names of the
  /// series.
  private String description(Plane plane) {
    List<String> names = series.stream().flatMap(s -> s.key().stream()).map(Key::label).toList();
    String axes =
        "%s %s … %s, %s %s … %s"
            .formatted(
                x.label(),
                NumberText.of(plane.xRange().min(), 3),
                NumberText.of(plane.xRange().max(), 3),
                y.label(),
                NumberText.of(plane.yRange().min(), 3),
                NumberText.of(plane.yRange().max(), 3));
    return names.isEmpty() ? axes : axes + ": " + String.join(", ", names);
  }
}
