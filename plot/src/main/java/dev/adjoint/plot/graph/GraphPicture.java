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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Draws a graph: inputs at the left, results at the right, or inputs at the top. The value is
/// above each edge and the gradient below it; beside an upright edge, to the left and to the right.
public final class GraphPicture {
  private static final Lettering TITLE = Lettering.of(16, Palette.INK).bolder();
  private static final Lettering KEY = Lettering.of(12, Palette.INK);
  private static final Stroke EDGE = Stroke.of(Palette.SLATE, 1.4);
  private static final double MARGIN = 8;

  private GraphPicture() {}

  /// The picture of `graph` without a legend.
  public static Picture of(Graph graph) {
    return of(graph, "", "");
  }

  /// The picture of `graph` with a legend that names what flows forward (blue) and what flows back
  /// (orange). An empty word omits its entry.
  public static Picture of(Graph graph, String forward, String backward) {
    return of(graph, forward, backward, GraphDirection.RIGHT, Optional.empty()).orElseThrow();
  }

  /// The picture of `graph` in a direction, with a limit for the time that its layout may take.
  ///
  /// @param limit the time; empty for no limit
  /// @return empty if the layout is not found within the time; then a smaller graph should be drawn
  public static Optional<Picture> of(
      Graph graph,
      String forward,
      String backward,
      GraphDirection direction,
      Optional<Duration> limit) {
    return GraphLayout.of(graph, direction, limit)
        .map(layout -> picture(graph, layout, forward, backward, direction));
  }

  private static Picture picture(
      Graph graph, GraphLayout layout, String forward, String backward, GraphDirection direction) {
    double head = graph.title().isEmpty() ? 0 : 32;
    boolean hasKey = !(forward.isEmpty() && backward.isEmpty());
    double titleWidth = graph.title().isEmpty() ? 0 : TITLE.width(graph.title()) + 2 * MARGIN + 24;
    double width = Math.max(Math.max(layout.width(), titleWidth), 220) + 2 * MARGIN;
    double height = head + layout.height() + (hasKey ? 28 : 0) + 2 * MARGIN;

    List<Mark> marks = new ArrayList<>();
    if (head > 0) {
      marks.add(Mark.Text.of(graph.title(), new Point(MARGIN + 12, 28), Align.START, TITLE));
    }
    double left = (width - layout.width()) / 2;
    marks.add(new Mark.Shifted(left, head + MARGIN, drawing(graph, layout, direction)));
    if (hasKey) {
      var at = new Point(MARGIN + 12, height - 20);
      marks.addAll(legend(at, forward, backward));
    }
    String name = graph.title().isEmpty() ? graph.description() : graph.title();
    return new Picture(name, graph.description(), width, height, marks);
  }

  private static List<Mark> drawing(Graph graph, GraphLayout layout, GraphDirection direction) {
    List<Mark> marks = new ArrayList<>();
    for (Map.Entry<String, Box> entry : layout.clusters().entrySet()) {
      marks.addAll(frame(label(graph, entry.getKey()), entry.getValue()));
    }
    for (int i = 0; i < graph.edges().size(); i++) {
      marks.addAll(Arrow.rounded(layout.edges().get(i).corners(), 6, EDGE));
    }
    for (int i = 0; i < graph.edges().size(); i++) {
      Edge edge = graph.edges().get(i);
      layout
          .edges()
          .get(i)
          .label()
          .ifPresent(box ->
              marks.addAll(
                  direction == GraphDirection.RIGHT ? text(edge, box) : beside(edge, box)));
    }
    for (Node node : graph.nodes()) {
      marks.addAll(NodeShape.draw(node, layout.node(node.id())));
    }
    return marks;
  }

  private static String label(Graph graph, String cluster) {
    return graph.clusters().stream()
        .filter(c -> c.id().equals(cluster))
        .map(Cluster::label)
        .findFirst()
        .orElse(cluster);
  }

  private static List<Mark> frame(String label, Box box) {
    Lettering text = GraphLayout.CLUSTER;
    return List.of(
        new Mark.Rectangle(
            box, 8, Palette.SLATE.withOpacity(0.05), Stroke.of(Palette.RULE, 1).dashed()),
        Mark.Text.of(
            text.fit(label, box.width() - 20),
            new Point(box.x() + 11, box.y() + 19),
            Align.START,
            text));
  }

  /// The text does not cover the line: the value is above it, the gradient below it.
  private static List<Mark> text(Edge edge, Box box) {
    Point middle = box.center();
    List<Mark> marks = new ArrayList<>();
    if (!edge.value().isEmpty()) {
      Lettering text = GraphLayout.EDGE.withColor(Palette.FORWARD);
      marks.add(Mark.Text.of(edge.value(), middle.plus(0, -5), Align.MIDDLE, text));
    }
    if (!edge.gradient().isEmpty()) {
      Lettering text = GraphLayout.EDGE.withColor(Palette.BACKWARD);
      marks.add(
          Mark.Text.of(edge.gradient(), middle.plus(0, 5 + text.capHeight()), Align.MIDDLE, text));
    }
    return marks;
  }

  /// Beside an upright line: the value to the left of it, the gradient to the right.
  private static List<Mark> beside(Edge edge, Box box) {
    Point middle = box.center();
    List<Mark> marks = new ArrayList<>();
    if (!edge.value().isEmpty()) {
      Lettering text = GraphLayout.EDGE.withColor(Palette.FORWARD);
      marks.add(Mark.Text.centered(edge.value(), middle.plus(-6, 0), Align.END, text));
    }
    if (!edge.gradient().isEmpty()) {
      Lettering text = GraphLayout.EDGE.withColor(Palette.BACKWARD);
      marks.add(Mark.Text.centered(edge.gradient(), middle.plus(6, 0), Align.START, text));
    }
    return marks;
  }

  private static List<Mark> legend(Point at, String forward, String backward) {
    List<Mark> marks = new ArrayList<>();
    Point position = at;
    if (!forward.isEmpty()) {
      marks.addAll(Arrow.straight(position, position.plus(26, 0), Stroke.of(Palette.FORWARD, 1.8)));
      Lettering text = KEY.withColor(Palette.FORWARD);
      marks.add(Mark.Text.centered(forward, position.plus(32, 0), Align.START, text));
      position = position.plus(32 + text.width(forward) + 24, 0);
    }
    if (!backward.isEmpty()) {
      marks.addAll(
          Arrow.straight(position.plus(26, 0), position, Stroke.of(Palette.BACKWARD, 1.8)));
      Lettering text = KEY.withColor(Palette.BACKWARD);
      marks.add(Mark.Text.centered(backward, position.plus(32, 0), Align.START, text));
    }
    return marks;
  }
}
