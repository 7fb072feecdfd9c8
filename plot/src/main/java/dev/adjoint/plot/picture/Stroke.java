package dev.adjoint.plot.picture;

import java.util.List;

/// How a line is drawn: colour, width in pixels, and dashes as lengths of line and gap in turn
/// (none: a whole line).
public record Stroke(Color color, double width, List<Double> dashes) {

  /// No line.
  public static final Stroke NONE = new Stroke(Color.NONE, 0, List.of());

  public Stroke {
    dashes = List.copyOf(dashes);
  }

  /// A whole line.
  public static Stroke of(Color color, double width) {
    return new Stroke(color, width, List.of());
  }

  /// The same line in dashes.
  public Stroke dashed() {
    return new Stroke(color, width, List.of(4 * width, 3 * width));
  }

  /// The same line in dots.
  public Stroke dotted() {
    return new Stroke(color, width, List.of(0.1 * width, 2.2 * width));
  }

  /// Whether nothing of it shows.
  public boolean isNone() {
    return color.isNone() || width <= 0;
  }
}
