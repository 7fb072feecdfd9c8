package dev.adjoint.plot.picture;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The style of text: its size in pixels (the em), weight and colour. It also measures text.
///
/// Widths are those of [StrokeFont] plus [#SLACK], because an SVG is shown in a font of the viewer.
/// A layout with these widths fits Helvetica, Arial, Noto Sans and DejaVu Sans.
public record Lettering(double size, boolean bold, Color color) {

  /// The factor by which text is assumed to be wider than in our own font.
  public static final double SLACK = 1.15;

  /// Regular weight.
  public static Lettering of(double size, Color color) {
    return new Lettering(size, false, color);
  }

  /// The same in bold.
  public Lettering bolder() {
    return new Lettering(size, true, color);
  }

  /// The same in another colour.
  public Lettering withColor(Color color) {
    return new Lettering(size, bold, color);
  }

  /// The width to reserve for `text`, in pixels.
  public double width(String text) {
    return SLACK * StrokeFont.advance(text, bold) * size;
  }

  /// The widest of `lines`, in pixels.
  public double width(List<String> lines) {
    return lines.stream().mapToDouble(this::width).max().orElse(0);
  }

  /// The height of a capital letter, in pixels.
  public double capHeight() {
    return StrokeFont.CAP_HEIGHT * size;
  }

  /// The distance from one baseline to the next, in pixels.
  public double lineHeight() {
    return 1.35 * size;
  }

  /// The text itself if it is at most `width` pixels wide; otherwise the longest start of it that
  /// fits before `…`.
  public String fit(String text, double width) {
    if (width(text) <= width) {
      return text;
    }
    BreakIterator letters = BreakIterator.getCharacterInstance(Locale.ROOT);
    letters.setText(text);
    int end = letters.last();
    while (end > 0) {
      String cut = text.substring(0, end).stripTrailing() + "…";
      if (width(cut) <= width) {
        return cut;
      }
      end = letters.previous();
    }
    return "…";
  }

  /// The text in lines of at most `width` pixels. Lines break between words and between any two
  /// Chinese characters. A word that is too wide gets its own line and is shortened by [#fit].
  public List<String> wrap(String text, double width) {
    BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
    breaks.setText(text);
    List<String> lines = new ArrayList<>();
    int start = 0;
    int end = 0;
    for (int next = breaks.next(); next != BreakIterator.DONE; next = breaks.next()) {
      if (end > start && width(text.substring(start, next).strip()) > width) {
        lines.add(fit(text.substring(start, end).strip(), width));
        start = end;
      }
      end = next;
    }
    if (end > start) {
      lines.add(fit(text.substring(start, end).strip(), width));
    }
    return lines;
  }
}
