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

/// Words in their order, each on the colour of its number: blue above 0, orange below with a dashed
/// line under it, so that the sign is seen without colours too.
///
/// @param notes lines below the words
public record WordChart(String title, List<Word> words, ColorScale scale, List<String> notes) {

  private static final Lettering TEXT = Lettering.of(15, Palette.INK);
  private static final double GAP = ChartText.GAP;
  private static final double WIDTH = 640;
  private static final double LINE = 34;
  private static final double BAR = 100;

  /// A word with its number.
  public record Word(String text, double value) {}

  /// Copies the lists.
  public WordChart {
    words = List.copyOf(words);
    notes = List.copyOf(notes);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("word chart: there is no word; give at least one");
    }
  }

  /// The finished picture.
  public Picture toPicture() {
    List<Mark> marks = new ArrayList<>();
    double top = title.isEmpty() ? GAP : 46;
    double x = GAP;
    double y = top;
    for (Word word : words) {
      String text = TEXT.fit(word.text(), WIDTH - 16);
      double width = TEXT.width(text) + 8;
      if (x > GAP && x + width > GAP + WIDTH) {
        x = GAP;
        y += LINE;
      }
      Color ground = scale.color(word.value());
      marks.add(new Mark.Rectangle(new Box(x, y, width, 24), 3, ground, Stroke.NONE));
      marks.add(
          Mark.Text.centered(
              text,
              new Point(x + width / 2, y + 12),
              Align.MIDDLE,
              TEXT.withColor(Palette.on(ground))));
      if (word.value() != 0) {
        Stroke stroke = Stroke.of(scale.color(Math.signum(word.value()) * scale.range().max()), 2);
        marks.add(
            Mark.Polyline.line(
                new Point(x + 2, y + 27),
                new Point(x + width - 2, y + 27),
                word.value() < 0 ? stroke.dashed() : stroke));
      }
      x += width + 4;
    }
    double bottom = y + LINE + 6;
    ColorBar bar = scale.bar();
    double right = GAP + WIDTH + GAP;
    marks.addAll(bar.draw(new Box(right, top, ColorBar.WIDTH, BAR)));
    double width = right + bar.roomNeeded() + GAP;
    bottom = Math.max(bottom, top + BAR + GAP);
    ChartText text = new ChartText(title, notes);
    text.addTitle(marks, width);
    return text.picture(marks, width, bottom);
  }
}
