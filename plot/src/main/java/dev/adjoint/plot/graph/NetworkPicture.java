package dev.adjoint.plot.graph;

import dev.adjoint.plot.picture.Align;
import dev.adjoint.plot.picture.Arrow;
import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Lettering;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Draws a [Network]: units are circles in columns, weights are on the lines between them, values
/// are above the units in blue, and error signals are below them in orange.
///
/// A column of more than eight units shows the first four and the last three, with dots between
/// them. The text of a connection is omitted if there is no free space on its line.
public final class NetworkPicture {
  private static final Lettering TITLE = Lettering.of(16, Palette.INK).bolder();
  private static final Lettering UNIT = Lettering.of(14, Palette.INK).bolder();
  private static final Lettering DOTS = Lettering.of(26, Palette.MUTED);
  private static final Lettering NUMBER = Lettering.of(11.5, Palette.INK);
  private static final Lettering NAME = Lettering.of(12.5, Palette.MUTED);
  private static final Lettering FLOW = Lettering.of(12.5, Palette.INK);
  private static final double RADIUS = 21;
  private static final double MARGIN = 62;

  private final Network network;
  private final double stepX;
  private final double rowStep;
  private final double top;
  private final double height;
  private final double left;
  private final double width;

  private NetworkPicture(Network network) {
    this.network = network;
    int most = network.columns().stream().mapToInt(c -> shown(c.units().size())).max().orElse(1);
    boolean hasTexts = network.connections().stream().anyMatch(c -> textWidth(c) > 0);
    stepX = hasTexts ? 270 : 210;
    rowStep = most > 5 ? 84 : hasTexts ? 124 : 104;
    boolean hasForward = !network.forward().isEmpty();
    top = 16 + (network.title().isEmpty() ? 0 : 26) + (hasForward ? 34 : 0) + 50;
    height = (most - 1) * rowStep;
    double units = 2 * MARGIN + (network.columns().size() - 1) * stepX;
    width = Math.max(units, TITLE.width(network.title()) + 40);
    left = MARGIN + (width - units) / 2;
  }

  /// The picture of `network`.
  public static Picture of(Network network) {
    return new NetworkPicture(network).draw();
  }

  private Picture draw() {
    List<Mark> marks = new ArrayList<>();
    if (!network.title().isEmpty()) {
      marks.add(Mark.Text.of(network.title(), new Point(20, 29), Align.START, TITLE));
    }
    double bottom = top + height;
    if (!network.forward().isEmpty()) {
      marks.addAll(flow(network.forward(), top - 62, Flow.FORWARD));
    }
    boolean hasNames = network.columns().stream().anyMatch(c -> !c.label().isEmpty());
    double names = bottom + RADIUS + 44;
    double below = hasNames ? names + 8 : bottom + RADIUS + 26;
    if (!network.backward().isEmpty()) {
      below += 28;
      marks.addAll(flow(network.backward(), below - 6, Flow.BACKWARD));
    }
    marks.addAll(lines());
    marks.addAll(texts());
    for (int c = 0; c < network.columns().size(); c++) {
      marks.addAll(column(c, names));
    }
    String name = network.title().isEmpty() ? network.description() : network.title();
    return new Picture(name, network.description(), width, below + 14, marks);
  }

  private List<Mark> flow(String text, double y, Flow flow) {
    double reach = stepX * (network.columns().size() - 1);
    var start = new Point(left, y);
    var end = new Point(left + reach, y);
    Stroke stroke = Stroke.of(NodeShape.color(flow), 1.8);
    Lettering letters = FLOW.withColor(NodeShape.color(flow));
    double half = letters.width(text) / 2 + 8;
    Point middle = start.towards(end, 0.5);
    List<Mark> marks = new ArrayList<>();
    if (flow == Flow.FORWARD) {
      marks.add(Mark.Polyline.line(start, middle.plus(-half, 0), stroke));
      marks.addAll(Arrow.straight(middle.plus(half, 0), end, stroke));
    } else {
      marks.addAll(Arrow.straight(middle.plus(-half, 0), start, stroke));
      marks.add(Mark.Polyline.line(middle.plus(half, 0), end, stroke));
    }
    marks.add(Mark.Text.centered(text, middle, Align.MIDDLE, letters));
    return marks;
  }

  private List<Mark> lines() {
    double heaviest =
        network.connections().stream()
            .mapToDouble(c -> Math.abs(c.weight()))
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    List<Mark> marks = new ArrayList<>();
    for (Network.Connection connection : network.connections()) {
      if (isShown(connection)) {
        double size = Math.abs(connection.weight());
        double share = heaviest > 0 && Double.isFinite(size) ? size / heaviest : 0;
        Stroke stroke =
            Stroke.of(Palette.RULE.mix(Palette.SLATE, 0.3 + 0.7 * share), 0.8 + 1.8 * share);
        Point from = from(connection);
        Point to = to(connection);
        double rim = (RADIUS + 1) / from.distance(to);
        Point start = from.towards(to, rim);
        Point end = to.towards(from, rim);
        marks.add(
            Mark.Polyline.line(start, end, connection.weight() < 0 ? stroke.dashed() : stroke));
      }
    }
    return marks;
  }

  /// Each text is placed on its line where it touches no unit and no other text and covers the
  /// fewest other lines.
  private List<Mark> texts() {
    List<Box> taken = new ArrayList<>();
    for (int c = 0; c < network.columns().size(); c++) {
      List<Network.Unit> units = network.columns().get(c).units();
      for (int row = 0; row < shown(units.size()); row++) {
        Point center = center(c, row);
        taken.add(Box.around(center, 2 * RADIUS + 4, 2 * RADIUS + 40));
        OptionalInt unit = unitAt(row, units.size());
        if (unit.isPresent()) {
          double signal = NUMBER.width(units.get(unit.getAsInt()).signal());
          taken.add(Box.around(center.plus(0, RADIUS + 11), signal, 14));
        }
      }
    }
    List<Mark> marks = new ArrayList<>();
    for (Network.Connection connection : network.connections()) {
      if (isShown(connection) && textWidth(connection) > 0) {
        position(connection, taken)
            .ifPresent(box -> {
              taken.add(box);
              marks.addAll(text(connection, box));
            });
      }
    }
    return marks;
  }

  private Optional<Box> position(Network.Connection connection, List<Box> taken) {
    double tall = connection.gradient().isEmpty() ? 16 : 30;
    Optional<Box> best = Optional.empty();
    long fewest = Long.MAX_VALUE;
    for (int percent : new int[] {30, 26, 34, 38, 70, 66, 74, 62, 50, 44, 56, 22, 78}) {
      Point middle = from(connection).towards(to(connection), percent / 100.0);
      Box box = Box.around(middle, textWidth(connection) + 6, tall);
      long covered =
          network.connections().stream()
              .filter(other -> !other.equals(connection) && isShown(other))
              .filter(other -> crosses(other, box))
              .count();
      if (covered < fewest && taken.stream().noneMatch(box::overlaps)) {
        fewest = covered;
        best = Optional.of(box);
      }
    }
    return best;
  }

  /// Checks the line in steps of two pixels, which is less than the size of any box.
  private boolean crosses(Network.Connection connection, Box box) {
    Point from = from(connection);
    Point to = to(connection);
    int steps = (int) (from.distance(to) / 2);
    for (int i = 0; i <= steps; i++) {
      if (box.contains(from.towards(to, (double) i / Math.max(1, steps)))) {
        return true;
      }
    }
    return false;
  }

  private static double textWidth(Network.Connection connection) {
    return Math.max(NUMBER.width(connection.text()), NUMBER.width(connection.gradient()));
  }

  private static List<Mark> text(Network.Connection connection, Box box) {
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Rectangle(box, 4, Palette.PAPER.withOpacity(0.92), Stroke.NONE));
    Point middle = box.center();
    boolean two = !connection.gradient().isEmpty();
    if (!connection.text().isEmpty()) {
      Point position = middle.plus(0, two ? -7 : 0);
      marks.add(Mark.Text.centered(connection.text(), position, Align.MIDDLE, NUMBER));
    }
    if (two) {
      Point position = middle.plus(0, connection.text().isEmpty() ? 0 : 7);
      Lettering letters = NUMBER.withColor(Palette.BACKWARD);
      marks.add(Mark.Text.centered(connection.gradient(), position, Align.MIDDLE, letters));
    }
    return marks;
  }

  private List<Mark> column(int index, double names) {
    Network.Column column = network.columns().get(index);
    int count = column.units().size();
    boolean first = index == 0;
    boolean last = index == network.columns().size() - 1;
    var color = first ? Palette.BLUE : last ? Palette.GREEN : Palette.SLATE;
    List<Mark> marks = new ArrayList<>();
    for (int row = 0; row < shown(count); row++) {
      Point center = center(index, row);
      OptionalInt unit = unitAt(row, count);
      if (unit.isEmpty()) {
        marks.add(Mark.Text.centered("⋮", center, Align.MIDDLE, DOTS));
        continue;
      }
      Network.Unit shown = column.units().get(unit.getAsInt());
      var fill = color.mix(Palette.PAPER, 0.88);
      marks.add(new Mark.Circle(center, RADIUS, fill, Stroke.of(color, 1.5)));
      String label = UNIT.fit(shown.label(), 2 * RADIUS - 4);
      marks.add(Mark.Text.centered(label, center, Align.MIDDLE, UNIT));
      Lettering value = NUMBER.withColor(Palette.FORWARD);
      marks.add(Mark.Text.of(shown.value(), center.plus(0, -RADIUS - 6), Align.MIDDLE, value));
      Lettering signal = NUMBER.withColor(Palette.BACKWARD);
      marks.add(Mark.Text.of(shown.signal(), center.plus(0, RADIUS + 15), Align.MIDDLE, signal));
    }
    String name = NAME.fit(column.label(), stepX - 16);
    marks.add(Mark.Text.of(name, new Point(left + index * stepX, names), Align.MIDDLE, NAME));
    marks.removeIf(mark -> mark instanceof Mark.Text text && text.text().isEmpty());
    return marks;
  }

  private Point center(int column, int row) {
    int rows = shown(network.columns().get(column).units().size());
    double first = top + (height - (rows - 1) * rowStep) / 2;
    return new Point(left + column * stepX, first + row * rowStep);
  }

  private Point from(Network.Connection connection) {
    return position(connection.column(), connection.from());
  }

  private Point to(Network.Connection connection) {
    return position(connection.column() + 1, connection.to());
  }

  private Point position(int column, int unit) {
    return center(column, rowOf(unit, network.columns().get(column).units().size()).orElse(0));
  }

  private boolean isShown(Network.Connection connection) {
    int column = connection.column();
    return rowOf(connection.from(), network.columns().get(column).units().size()).isPresent()
        && rowOf(connection.to(), network.columns().get(column + 1).units().size()).isPresent();
  }

  private static int shown(int units) {
    return Math.min(units, 8);
  }

  /// The unit in a row of a column. The fifth row of a long column holds the dots.
  private static OptionalInt unitAt(int row, int units) {
    if (units <= 8 || row < 4) {
      return OptionalInt.of(row);
    }
    return row == 4 ? OptionalInt.empty() : OptionalInt.of(units - 8 + row);
  }

  private static OptionalInt rowOf(int unit, int units) {
    if (units <= 8 || unit < 4) {
      return OptionalInt.of(unit);
    }
    return unit >= units - 3 ? OptionalInt.of(unit - units + 8) : OptionalInt.empty();
  }
}
