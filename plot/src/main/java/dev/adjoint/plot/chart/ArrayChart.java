package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Align;
import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Lettering;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Raster;
import dev.adjoint.plot.picture.Stroke;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Matrices of numbers as cells of colour, side by side with one scale: weights, filters,
/// activations, attention, attributions, or the slices of an array of any rank. Cells that are not
/// a number, infinite, masked or outside the scale have patterns, and a legend says what they mean.
///
/// @param columns how many panels are in a row
/// @param size the longer side of a panel, in pixels
/// @param notes lines below the panels, such as the range of the numbers
public record ArrayChart(
    String title,
    int columns,
    double size,
    List<Panel> panels,
    ColorScale scale,
    Words words,
    List<String> notes) {

  private static final Lettering CAPTION = Lettering.of(11, Palette.INK);
  private static final double GAP = ChartText.GAP;
  private static final double CAPTIONS = 34;

  /// Cells above this number get no pattern of their own; they stay grey.
  private static final int MOST_PATTERNS = 4000;

  /// A matrix, row 0 at the top.
  ///
  /// @param caption below it
  /// @param values row by row
  /// @param masked the cells that were left out of the computation; empty where none was
  public record Panel(
      String caption, int rows, int columns, double[] values, Optional<boolean[]> masked) {

    /// Checks the number of values.
    public Panel {
      if (rows < 1 || columns < 1 || values.length != (long) rows * columns) {
        throw new IllegalArgumentException(
            "array chart: a panel of %d rows and %d columns has %d values; give one for each cell"
                .formatted(rows, columns, values.length));
      }
    }

    /// A panel in which nothing is masked.
    public Panel(String caption, int rows, int columns, double[] values) {
      this(caption, rows, columns, values, Optional.empty());
    }

    private boolean isMasked(int cell) {
      return masked.isPresent() && masked.get()[cell];
    }
  }

  /// What the patterns are called.
  public record Words(
      String nan, String positiveInfinity, String negativeInfinity, String masked, String clipped) {

    /// In English.
    public static final Words ENGLISH =
        new Words("not a number", "+∞", "−∞", "masked", "outside the scale");

    private String of(CellMark mark) {
      return Map.of(
              CellMark.NAN, nan,
              CellMark.POSITIVE_INFINITY, positiveInfinity,
              CellMark.NEGATIVE_INFINITY, negativeInfinity,
              CellMark.MASKED, masked,
              CellMark.CLIPPED, clipped)
          .getOrDefault(mark, "");
    }
  }

  /// Copies the lists.
  public ArrayChart {
    panels = List.copyOf(panels);
    notes = List.copyOf(notes);
    if (panels.isEmpty() || columns < 1) {
      throw new IllegalArgumentException(
          "array chart: there are %d panels in rows of %d; give at least one of each"
              .formatted(panels.size(), columns));
    }
  }

  /// The finished picture.
  public Picture toPicture() {
    List<Mark> marks = new ArrayList<>();
    double top = title.isEmpty() ? GAP : 44;
    double cell =
        size / panels.stream().mapToInt(p -> Math.max(p.rows(), p.columns())).max().orElse(1);
    double wide = cell * panels.stream().mapToInt(Panel::columns).max().orElse(1);
    double tall = cell * panels.stream().mapToInt(Panel::rows).max().orElse(1);
    boolean captions = panels.stream().anyMatch(p -> !p.caption().isEmpty());
    double column = Math.max(wide, captions ? 72 : wide) + GAP;
    double row = tall + (captions ? CAPTIONS : 0) + GAP;
    int across = Math.min(columns, panels.size());
    int down = (panels.size() + columns - 1) / columns;
    Set<CellMark> used = EnumSet.noneOf(CellMark.class);
    for (int i = 0; i < panels.size(); i++) {
      double x = GAP + i % columns * column + (column - GAP - wide) / 2;
      double y = top + Math.floorDiv(i, columns) * row;
      panel(panels.get(i), x, y, cell, column - GAP, marks, used);
    }
    double right = GAP + across * column;
    double bottom = top + down * row;
    ColorBar bar = scale.bar();
    double height = Math.clamp(bottom - top - GAP - (captions ? CAPTIONS : 0), 90, 320);
    marks.addAll(bar.draw(new Box(right, top, ColorBar.WIDTH, height)));
    double width = right + bar.roomNeeded() + GAP;
    bottom = Math.max(bottom, top + height + GAP);
    width =
        Math.max(
            width, title.isEmpty() ? 0 : Math.min(ChartText.TITLE.width(title), 720) + 2 * GAP);
    width = Math.max(width, 240);
    ChartText text = new ChartText(title, notes);
    text.addTitle(marks, width);
    bottom = legend(marks, used, bottom, width);
    return text.picture(marks, width, bottom);
  }

  private void panel(
      Panel panel,
      double x,
      double y,
      double cell,
      double room,
      List<Mark> marks,
      Set<CellMark> used) {
    Raster raster =
        Raster.of(
            panel.columns(),
            panel.rows(),
            (column, row) -> color(panel, row * panel.columns() + column));
    Box box = new Box(x, y, cell * panel.columns(), cell * panel.rows());
    marks.add(new Mark.Image(box, raster, false));
    int patterns = 0;
    for (int i = 0; i < panel.values().length; i++) {
      Optional<CellMark> mark = CellMark.of(panel.values()[i], panel.isMasked(i), scale);
      if (mark.isPresent() && patterns < MOST_PATTERNS) {
        patterns++;
        used.add(mark.get());
        double left = x + i % panel.columns() * cell;
        double upper = y + Math.floorDiv(i, panel.columns()) * cell;
        marks.addAll(mark.get().draw(new Box(left, upper, cell, cell), color(panel, i)));
      }
    }
    marks.add(new Mark.Rectangle(box, 0, Color.NONE, Stroke.of(Palette.RULE, 0.8)));
    double line = box.bottom() + 14;
    for (String text :
        CAPTION.wrap(panel.caption(), Math.max(room, 40)).stream().limit(2).toList()) {
      marks.add(Mark.Text.of(text, new Point(box.center().x(), line), Align.MIDDLE, CAPTION));
      line += 14;
    }
  }

  private Color color(Panel panel, int cell) {
    double value = panel.values()[cell];
    return panel.isMasked(cell) || !Double.isFinite(value) ? Palette.GRID : scale.color(value);
  }

  private double legend(List<Mark> marks, Set<CellMark> used, double from, double width) {
    double x = GAP;
    double y = from;
    for (CellMark mark : used) {
      String word = words.of(mark);
      double room = 20 + ChartText.NOTE.width(word) + 14;
      if (x > GAP && x + room > width - GAP) {
        x = GAP;
        y += 22;
      }
      Box box = new Box(x, y, 14, 14);
      marks.addAll(mark.draw(box, scale.color(scale.range().max())));
      marks.add(new Mark.Rectangle(box, 0, Color.NONE, Stroke.of(Palette.RULE, 0.8)));
      marks.add(Mark.Text.centered(word, new Point(x + 20, y + 7), Align.START, ChartText.NOTE));
      x += room;
    }
    return used.isEmpty() ? from : y + 26;
  }
}
