package dev.adjoint.plot.graph;

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

/// The shape of a node: its size before the layout and its marks after the layout.
final class NodeShape {
  private static final Lettering LABEL = Lettering.of(14, Palette.INK).bolder();
  private static final Lettering NOTE = Lettering.of(11.5, Palette.INK);
  private static final double PADDING = 11;
  private static final double NOTE_STEP = 16.5;
  private static final double WIDEST = 320;

  private NodeShape() {}

  static double width(Node node) {
    double text = LABEL.width(node.label());
    for (Note note : node.notes()) {
      text = Math.max(text, NOTE.width(note.text()));
    }
    return Math.max(height(node), Math.min(text, WIDEST) + 2 * PADDING);
  }

  static double height(Node node) {
    return 36 + (node.notes().isEmpty() ? 0 : 3 + NOTE_STEP * node.notes().size());
  }

  static List<Mark> draw(Node node, Box box) {
    List<Mark> marks = new ArrayList<>();
    double radius =
        switch (node.kind()) {
          case INPUT, OPERATION -> Math.min(18, box.height() / 2);
          case PARAMETER, OUTPUT -> 5;
        };
    marks.add(new Mark.Rectangle(box, radius, fill(node.kind()), edge(node.kind())));
    double x = box.center().x();
    double room = box.width() - 2 * PADDING + 1;
    var first = new Point(x, box.y() + 18);
    marks.add(Mark.Text.centered(LABEL.fit(node.label(), room), first, Align.MIDDLE, LABEL));
    for (int i = 0; i < node.notes().size(); i++) {
      Note note = node.notes().get(i);
      var position = new Point(x, box.y() + 38 + NOTE_STEP * i);
      marks.add(
          Mark.Text.centered(
              NOTE.fit(note.text(), room),
              position,
              Align.MIDDLE,
              NOTE.withColor(color(note.flow()))));
    }
    return marks;
  }

  static Color color(Flow flow) {
    return switch (flow) {
      case FORWARD -> Palette.FORWARD;
      case BACKWARD -> Palette.BACKWARD;
      case PLAIN -> Palette.MUTED;
    };
  }

  private static Color fill(NodeKind kind) {
    return switch (kind) {
      case INPUT -> Palette.BLUE.mix(Palette.PAPER, 0.88);
      case PARAMETER -> Palette.AMBER.mix(Palette.PAPER, 0.82);
      case OPERATION -> Palette.PAPER;
      case OUTPUT -> Palette.GREEN.mix(Palette.PAPER, 0.84);
    };
  }

  private static Stroke edge(NodeKind kind) {
    return switch (kind) {
      case INPUT -> Stroke.of(Palette.BLUE, 1.4);
      case PARAMETER -> Stroke.of(Palette.AMBER, 1.4);
      case OPERATION -> Stroke.of(Palette.SLATE, 1.4);
      case OUTPUT -> Stroke.of(Palette.GREEN, 1.8);
    };
  }
}
