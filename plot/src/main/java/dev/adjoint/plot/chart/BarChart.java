package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Align;
import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Lettering;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Stroke;
import java.util.ArrayList;
import java.util.List;

/// Named numbers as horizontal bars from 0, positive ones blue and negative ones orange, each with
/// its number and a whisker for its uncertainty.
///
/// @param unit what the numbers are, below the bars
public record BarChart(String title, String unit, List<Bar> bars) {

  private static final Lettering TITLE = Lettering.of(16, Palette.INK).bolder();
  private static final Lettering NAME = Lettering.of(12, Palette.INK);
  private static final Lettering NUMBER = Lettering.of(11, Palette.MUTED);
  private static final double WIDEST_NAME = 190;
  private static final double LENGTH = 320;
  private static final double STEP = 24;
  private static final int DIGITS = 3;

  /// A bar.
  ///
  /// @param deviation half the length of the whisker; 0 for none
  public record Bar(String name, double value, double deviation) {

    /// Checks that it can be drawn.
    public Bar {
      if (!(Double.isFinite(value) && deviation >= 0 && Double.isFinite(deviation))) {
        throw new IllegalArgumentException(
            "bar chart: the bar of %s has the value %s and the deviation %s but both must be finite, the deviation at least 0; leave it out"
                .formatted(name, value, deviation));
      }
    }
  }

  /// Copies the list.
  public BarChart {
    bars = List.copyOf(bars);
    if (bars.isEmpty()) {
      throw new IllegalArgumentException("bar chart: there is no bar; give at least one");
    }
  }

  /// The finished picture.
  public Picture toPicture() {
    double low = 0;
    double high = 0;
    for (Bar bar : bars) {
      low = Math.min(low, bar.value() - bar.deviation());
      high = Math.max(high, bar.value() + bar.deviation());
    }
    double scale = high > low ? LENGTH / (high - low) : 0;
    List<String> texts = bars.stream().map(bar -> NumberText.of(bar.value(), DIGITS)).toList();
    double names = Math.min(WIDEST_NAME, NAME.width(bars.stream().map(Bar::name).toList()));
    double left = 16 + names + 10;
    double zero = left - low * scale;
    double top = title.isEmpty() ? 14 : 44;
    double numbers = left + LENGTH + 10;
    double middleOfUnit = Math.max(left + LENGTH / 2, 16 + NUMBER.width(unit) / 2);
    double width = Math.max(numbers + NUMBER.width(texts) + 16, TITLE.width(title) + 32);
    width = Math.max(width, middleOfUnit + NUMBER.width(unit) / 2 + 16);
    double bottom = top + bars.size() * STEP;
    List<Mark> marks = new ArrayList<>();
    if (!title.isEmpty()) {
      marks.add(Mark.Text.of(title, new Point(16, 28), Align.START, TITLE));
    }
    for (int i = 0; i < bars.size(); i++) {
      double middle = top + (i + 0.5) * STEP;
      Bar bar = bars.get(i);
      String name = NAME.fit(bar.name(), WIDEST_NAME);
      marks.add(Mark.Text.centered(name, new Point(left - 10, middle), Align.END, NAME));
      marks.addAll(bar(bar, zero, scale, middle));
      marks.add(Mark.Text.centered(texts.get(i), new Point(numbers, middle), Align.START, NUMBER));
    }
    marks.add(
        Mark.Polyline.line(
            new Point(zero, top), new Point(zero, bottom), Stroke.of(Palette.RULE, 1)));
    marks.add(Mark.Text.of(unit, new Point(middleOfUnit, bottom + 20), Align.MIDDLE, NUMBER));
    String description = unit + ": " + String.join(", ", bars.stream().map(Bar::name).toList());
    return new Picture(title.isEmpty() ? unit : title, description, width, bottom + 32, marks);
  }

  private static List<Mark> bar(Bar bar, double zero, double scale, double middle) {
    List<Mark> marks = new ArrayList<>();
    double end = zero + bar.value() * scale;
    Box box = new Box(Math.min(zero, end), middle - 7, Math.abs(end - zero), 14);
    marks.add(
        new Mark.Rectangle(box, 2, bar.value() < 0 ? Palette.ORANGE : Palette.BLUE, Stroke.NONE));
    if (bar.deviation() > 0) {
      double half = bar.deviation() * scale;
      marks.add(
          Mark.Polyline.line(
              new Point(end - half, middle),
              new Point(end + half, middle),
              Stroke.of(Palette.INK, 1.4)));
    }
    return marks;
  }
}
