package dev.adjoint.plot.picture;

import java.util.List;

/// The style of a line: colour, width in pixels, and dashes as alternating lengths of line and gap.
/// A line without dashes is solid.
public record Stroke(Color color, double width, List<Double> dashes) {

  /// No line.
  public static final Stroke NONE = new Stroke(Color.NONE, 0, List.of());

  public Stroke {
    dashes = List.copyOf(dashes);
  }

  /// A solid line.
  public static Stroke of(Color color, double width) {
    return new Stroke(color, width, List.of());
  }

  /// The same line, dashed.
  public Stroke dashed() {
    return new Stroke(color, width, List.of(4 * width, 3 * width));
  }

  /// The same line, dotted.
  public Stroke dotted() {
    return new Stroke(color, width, List.of(0.1 * width, 2.2 * width));
  }

  /// Whether the line is invisible.
  public boolean isNone() {
    return color.isNone() || width <= 0;
  }
}
