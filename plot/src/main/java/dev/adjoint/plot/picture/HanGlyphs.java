package dev.adjoint.plot.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/// The Chinese characters of [StrokeFont]: outlines that are filled, from a subset of Noto Sans CJK
/// SC with the 3,755 most frequent characters (decision 0005).
///
/// `tools/han-glyphs.py` makes the data file and describes its format. The file is read when the
/// first Chinese character is drawn, and stays packed in memory.
final class HanGlyphs {

  private static final String FILE = "han-glyphs.bin";

  /// Units of the outlines in an em.
  private static final double GRID = 128;

  private static final double ADVANCE = 100;

  private static final class Loaded {
    static final HanGlyphs FONT = new HanGlyphs();
  }

  private final byte[] data;
  private final Map<Integer, Integer> starts = new HashMap<>();
  private int at;

  private HanGlyphs() {
    try (InputStream in = HanGlyphs.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("font: " + FILE + " is not in the jar");
      }
      data = new InflaterInputStream(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int count = number();
    int character = 0;
    for (int i = 0; i < count; i++) {
      character += number();
      starts.put(character, at);
      outline();
    }
  }

  /// Whether a character can be one of these, so that other texts do not load them.
  private static boolean isCandidate(int character) {
    return character >= 0x2E80;
  }

  static boolean covers(int character) {
    return isCandidate(character) && Loaded.FONT.starts.containsKey(character);
  }

  static Optional<Glyph> find(int character) {
    return covers(character) ? Optional.of(Loaded.FONT.glyph(character)) : Optional.empty();
  }

  private synchronized Glyph glyph(int character) {
    at = starts.getOrDefault(character, 0);
    return new Glyph(ADVANCE, outline(), true);
  }

  /// The outline at the present position, y up.
  private List<Segment> outline() {
    List<Segment> outline = new ArrayList<>();
    int contours = number();
    for (int i = 0; i < contours; i++) {
      int points = number();
      int x = 0;
      int y = 0;
      for (int j = 0; j < points; j++) {
        x += difference();
        y += difference();
        Point point = new Point(x * ADVANCE / GRID, y * ADVANCE / GRID);
        outline.add(j == 0 ? new Segment.Move(point) : new Segment.Line(point));
      }
      outline.add(new Segment.Close());
    }
    return outline;
  }

  private int number() {
    int number = 0;
    int shift = 0;
    byte next;
    do {
      next = data[at++];
      number |= (next & 127) << shift;
      shift += 7;
    } while (next < 0);
    return number;
  }

  private int difference() {
    int coded = number();
    return (coded >>> 1) ^ -(coded & 1);
  }
}
