package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Align;
import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Lettering;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Stroke;
import java.util.ArrayList;
import java.util.List;

/// The number of samples of each class (rows) that were predicted as each class (columns). A cell
/// is darker if its share of its row is larger; cells on the diagonal are blue, all others orange.
///
/// @param actual the heading of the rows
/// @param predicted the heading of the columns
/// @param counts `counts.get(a).get(p)` samples of class a were predicted as class p
public record ConfusionChart(
    String title, String actual, String predicted, List<String> classes, List<List<Long>> counts) {

  private static final Lettering TITLE = Lettering.of(16, Palette.INK).bolder();
  private static final Lettering NAME = Lettering.of(12, Palette.INK);
  private static final Lettering SIDE = Lettering.of(12.5, Palette.MUTED);
  private static final double WIDEST_NAME = 130;

  public ConfusionChart {
    classes = List.copyOf(classes);
    counts = counts.stream().map(List::copyOf).toList();
    int size = classes.size();
    if (size == 0 || counts.size() != size || counts.stream().anyMatch(r -> r.size() != size)) {
      throw new IllegalArgumentException(
          "confusion matrix: a row and a column for each class, but there are %d classes and rows of %s"
              .formatted(size, counts.stream().map(List::size).toList()));
    }
  }

  /// The finished picture.
  public Picture toPicture() {
    int size = classes.size();
    double names = Math.min(WIDEST_NAME, NAME.width(classes));
    double cell = size <= 6 ? Math.clamp(names + 12, 64, 96) : size <= 12 ? 46 : 30;
    boolean turned = names > cell - 8;
    double head = turned ? names + 12 : 26;
    double left = 42 + names + 10;
    double top = 14 + (title.isEmpty() ? 0 : 28) + 22 + head;
    double width = Math.max(left + size * cell + 20, TITLE.width(title) + 32);
    List<Mark> marks = new ArrayList<>();
    if (!title.isEmpty()) {
      marks.add(Mark.Text.of(title, new Point(16, 28), Align.START, TITLE));
    }
    double middle = size * cell / 2;
    marks.add(
        Mark.Text.of(predicted, new Point(left + middle, top - head - 8), Align.MIDDLE, SIDE));
    marks.add(new Mark.Text(actual, new Point(28, top + middle), Align.MIDDLE, SIDE, 90));
    for (int i = 0; i < size; i++) {
      String name = NAME.fit(classes.get(i), WIDEST_NAME);
      double at = (i + 0.5) * cell;
      marks.add(Mark.Text.centered(name, new Point(left - 10, top + at), Align.END, NAME));
      double drop = NAME.capHeight() / 2;
      marks.add(
          turned
              ? new Mark.Text(name, new Point(left + at + drop, top - 8), Align.START, NAME, 90)
              : Mark.Text.of(name, new Point(left + at, top - 9), Align.MIDDLE, NAME));
    }
    marks.addAll(cells(left, top, cell));
    String description = predicted + " × " + actual + ": " + String.join(", ", classes);
    return new Picture(
        title.isEmpty() ? description : title, description, width, top + size * cell + 18, marks);
  }

  private List<Mark> cells(double left, double top, double cell) {
    List<Mark> marks = new ArrayList<>();
    for (int row = 0; row < classes.size(); row++) {
      long total = counts.get(row).stream().mapToLong(Long::longValue).sum();
      for (int column = 0; column < classes.size(); column++) {
        long count = counts.get(row).get(column);
        double share = total == 0 ? 0 : (double) count / total;
        Color ground = ground(row == column, share);
        var box = new Box(left + column * cell, top + row * cell, cell, cell);
        marks.add(new Mark.Rectangle(box.grow(-0.75), 3, ground, Stroke.NONE));
        String text = String.valueOf(count);
        double size = cell >= 60 ? 15 : cell >= 40 ? 12.5 : 10;
        Lettering number = Lettering.of(size, count == 0 ? Palette.RULE : Palette.on(ground));
        double fits = Math.min(1, (cell - 4) / number.width(text));
        marks.add(
            Mark.Text.centered(
                text, box.center(), Align.MIDDLE, Lettering.of(size * fits, number.color())));
      }
    }
    return marks;
  }

  private static Color ground(boolean right, double share) {
    Color empty = Color.of(0xF3F5F7);
    return share == 0
        ? empty
        : empty.mix(right ? Palette.BLUE : Palette.ORANGE, 0.12 + 0.88 * Math.sqrt(share));
  }
}
