package dev.adjoint.plot.picture;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Our own font, drawn with one pen, and Chinese characters with filled outlines ([HanGlyphs]).
/// With it a PNG can contain text on a machine without fonts, and text has the same width on every
/// machine.
///
/// The strokes are in the data file `stroke-font.txt`: ASCII, Greek, mathematical signs, arrows,
/// subscripts, superscripts, and Latin letters with accents, which are composed of a letter and an
/// accent. Arcs are slightly squarer than ellipses, as on road signs; this makes small text easier
/// to read.
final class StrokeFont {
  /// The height of a capital in ems, including the pen width.
  static final double CAP_HEIGHT = 0.72;

  private static final double PEN = 0.078;
  private static final double BOLD_PEN = 0.118;

  /// Bold letters are wider by this factor, because their pen is thicker.
  private static final double BOLD_ADVANCE = 1.09;

  private static final Map<Integer, Glyph> GLYPHS = GlyphReader.read();

  /// The width of a Chinese character.
  private static final double WIDE = 100;

  private static final int DOTLESS_I = 'ı';

  private StrokeFont() {}

  /// The width of the pen in ems.
  static double penWidth(boolean bold) {
    return bold ? BOLD_PEN : PEN;
  }

  /// Whether every character of `text` has a glyph.
  static boolean covers(String text) {
    return decomposed(text)
        .codePoints()
        .allMatch(c -> GLYPHS.containsKey(c) || HanGlyphs.covers(c));
  }

  /// The length of `text` in ems.
  static double advance(String text, boolean bold) {
    double hundredths = decomposed(text).codePoints().mapToDouble(StrokeFont::advance).sum();
    return hundredths / 100 * (bold ? BOLD_ADVANCE : 1);
  }

  /// The strokes of `text` with its baseline starting at (0, 0), y down, in pixels; without the
  /// characters that are filled.
  static List<Segment> outline(String text, Lettering lettering) {
    return outline(text, lettering, false);
  }

  /// The outlines of the characters of `text` that are filled, in the same coordinates.
  static List<Segment> filled(String text, Lettering lettering) {
    return outline(text, lettering, true);
  }

  private static List<Segment> outline(String text, Lettering lettering, boolean filled) {
    double unit = lettering.size() / 100;
    double spread = lettering.bold() ? BOLD_ADVANCE : 1;
    List<Segment> out = new ArrayList<>();
    double x = 0;
    double letterMiddle = 0;
    double letterTop = 0;
    int[] characters = decomposed(text).codePoints().toArray();
    for (int i = 0; i < characters.length; i++) {
      int c = characters[i];
      if (isAccent(c)) {
        boolean below = c == 0x327 || c == 0x328;
        Glyph accent = GLYPHS.getOrDefault(c, Glyph.EMPTY);
        if (!filled) {
          accent.addTo(out, unit, letterMiddle, below ? 0 : letterTop + 9);
        }
        continue;
      }
      boolean accented = i + 1 < characters.length && isAccent(characters[i + 1]);
      Glyph glyph = glyph(c == 'i' && accented ? DOTLESS_I : c);
      double room = glyph.advance() * (spread - 1) / 2;
      if (glyph.filled() == filled) {
        glyph.addTo(out, unit, x + room, 0);
      }
      letterMiddle = x + glyph.advance() * spread / 2;
      letterTop = glyph.top();
      x += glyph.advance() * spread;
    }
    return out;
  }

  private static double advance(int c) {
    return isAccent(c) ? 0 : HanGlyphs.covers(c) ? WIDE : glyph(c).advance();
  }

  private static Glyph glyph(int c) {
    Glyph glyph = GLYPHS.get(c);
    return glyph != null ? glyph : HanGlyphs.find(c).orElseGet(() -> numbered(c));
  }

  /// The replacement for a character without a glyph: a box as wide as the character would be,
  /// which contains its number in hexadecimal in two rows.
  private static Glyph numbered(int c) {
    double width = Character.isIdeographic(c) || c >= 0x1100 ? WIDE : 66;
    String number = "%04X".formatted(c);
    int half = (number.length() + 1) / 2;
    List<Segment> strokes = new ArrayList<>();
    strokes.add(new Segment.Move(new Point(8, -8)));
    strokes.add(new Segment.Line(new Point(width - 8, -8)));
    strokes.add(new Segment.Line(new Point(width - 8, 74)));
    strokes.add(new Segment.Line(new Point(8, 74)));
    strokes.add(new Segment.Close());
    for (int i = 0; i < number.length(); i++) {
      int column = i % half;
      double step = (width - 24) / half;
      Glyph digit = GLYPHS.getOrDefault((int) number.charAt(i), Glyph.EMPTY);
      double size = 0.34;
      double left = 12 + column * step + (step - digit.advance() * size) / 2;
      strokes.addAll(digit.moved(size, left, i < half ? 40 : 2).strokes());
    }
    return new Glyph(width, strokes);
  }

  private static boolean isAccent(int c) {
    return Character.getType(c) == Character.NON_SPACING_MARK;
  }

  /// Separates letters and accents, except where the font has a glyph for both together. Line
  /// breaks and other controls become spaces.
  private static String decomposed(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.isSpaceChar(c) ? ' ' : c)
        .forEach(c -> {
          String whole = Character.toString(c);
          out.append(
              GLYPHS.containsKey(c) ? whole : Normalizer.normalize(whole, Normalizer.Form.NFD));
        });
    return out.toString();
  }
}
