package dev.adjoint.plot.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/// Reads the data file of [StrokeFont]. The first lines of the file describe its format.
final class GlyphReader {
  private static final String FILE = "stroke-font.txt";

  /// The distance of a quarter arc's control points as a fraction of the radius; 0.5523 would give
  /// an ellipse.
  private static final double SQUARENESS = 0.6;

  private static final Map<String, Integer> NAMED =
      Map.of("SPACE", (int) ' ', "HASH", (int) '#', "EQUALS", (int) '=');

  private final Map<Integer, Glyph> glyphs = new HashMap<>();

  private GlyphReader() {}

  static Map<Integer, Glyph> read() {
    var reader = new GlyphReader();
    text().lines().filter(line -> !line.startsWith("# ")).forEach(reader::line);
    return Map.copyOf(reader.glyphs);
  }

  private static String text() {
    try (InputStream in = GlyphReader.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("stroke font: " + FILE + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void line(String line) {
    var words = new StringTokenizer(line, " ");
    String name = words.nextToken();
    double advance = next(words);
    List<Segment> strokes = new ArrayList<>();
    while (words.hasMoreTokens()) {
      String command = words.nextToken();
      switch (command) {
        case "M" -> strokes.add(new Segment.Move(point(words)));
        case "L" -> strokes.add(new Segment.Line(point(words)));
        case "C" -> strokes.add(new Segment.Curve(point(words), point(words), point(words)));
        case "Z" -> strokes.add(new Segment.Close());
        case "E" -> arc(words, strokes);
        case "=" -> {
          while (words.hasMoreTokens()) {
            Glyph other = known(words.nextToken());
            strokes.addAll(other.moved(next(words), next(words), next(words)).strokes());
          }
        }
        default -> throw new IllegalStateException("stroke font: " + command + " in " + line);
      }
    }
    glyphs.put(codePoint(name), new Glyph(advance, strokes));
  }

  private Glyph known(String name) {
    Glyph glyph = glyphs.get(codePoint(name));
    if (glyph == null) {
      throw new IllegalStateException("stroke font: " + name + " is used before it is drawn");
    }
    return glyph;
  }

  private static int codePoint(String name) {
    return NAMED.getOrDefault(name, name.codePointAt(0));
  }

  private static void arc(StringTokenizer words, List<Segment> strokes) {
    Point center = point(words);
    double rx = next(words);
    double ry = next(words);
    double from = Math.toRadians(next(words));
    double sweep = Math.toRadians(next(words));
    boolean whole = sweep > 2 * Math.PI - 1e-9;
    int pieces = (int) Math.ceil(sweep / (Math.PI / 2) - 1e-9);
    double step = sweep / pieces;
    double reach = SQUARENESS * step / (Math.PI / 2);
    Point start = at(center, rx, ry, from);
    strokes.add(strokes.isEmpty() || whole ? new Segment.Move(start) : new Segment.Line(start));
    for (int i = 0; i < pieces; i++) {
      double a = from + i * step;
      double b = a + step;
      Point end = at(center, rx, ry, b);
      strokes.add(
          new Segment.Curve(
              at(center, rx, ry, a)
                  .plus(-reach * rx * StrictMath.sin(a), reach * ry * StrictMath.cos(a)),
              end.plus(reach * rx * StrictMath.sin(b), -reach * ry * StrictMath.cos(b)),
              end));
    }
    if (whole) {
      strokes.add(new Segment.Close());
    }
  }

  private static Point at(Point center, double rx, double ry, double angle) {
    return center.plus(rx * StrictMath.cos(angle), ry * StrictMath.sin(angle));
  }

  private static Point point(StringTokenizer words) {
    return new Point(next(words), next(words));
  }

  private static double next(StringTokenizer words) {
    return Double.parseDouble(words.nextToken());
  }
}
