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

/// The meaning of colours: bands from bottom to top, and the numbers between them.
///
/// @param colors one colour for each band, the lowest first
/// @param labels the label at the upper edge of each band except the last; empty to omit one
public record ColorBar(List<Color> colors, List<String> labels) {
  static final double WIDTH = 14;
  private static final Lettering TEXT = Lettering.of(11, Palette.MUTED);

  public ColorBar {
    colors = List.copyOf(colors);
    labels = List.copyOf(labels);
    if (colors.isEmpty() || labels.size() != colors.size() - 1) {
      throw new IllegalArgumentException(
          "color bar: one label between every two colors, but there are %d colors and %d labels"
              .formatted(colors.size(), labels.size()));
    }
  }

  /// The width that the bar needs beside the plot.
  double roomNeeded() {
    return 14 + WIDTH + 6 + TEXT.width(labels);
  }

  /// The bar from the top to the bottom of `box`, at its left edge. Labels that would touch each
  /// other are omitted.
  List<Mark> draw(Box box) {
    List<Mark> marks = new ArrayList<>();
    double band = box.height() / colors.size();
    for (int i = 0; i < colors.size(); i++) {
      var position = new Box(box.x(), box.bottom() - (i + 1) * band, WIDTH, band);
      // Each band has a thin outline of its own colour; otherwise white is visible between the
      // bands.
      marks.add(new Mark.Rectangle(position, 0, colors.get(i), Stroke.of(colors.get(i), 0.5)));
    }
    marks.add(
        new Mark.Rectangle(
            new Box(box.x(), box.y(), WIDTH, box.height()),
            0,
            Color.NONE,
            Stroke.of(Palette.RULE, 0.8)));
    double free = Double.POSITIVE_INFINITY;
    for (int i = 0; i < labels.size(); i++) {
      double y = box.bottom() - (i + 1) * band;
      if (labels.get(i).isEmpty() || y > free) {
        continue;
      }
      free = y - TEXT.lineHeight();
      marks.add(
          Mark.Text.centered(labels.get(i), new Point(box.x() + WIDTH + 6, y), Align.START, TEXT));
    }
    return marks;
  }
}
