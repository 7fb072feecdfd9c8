package dev.adjoint.data.generate;

import java.util.List;

/// The strokes of the ten digits, each digit in one or more ways of writing it.
///
/// Points are in a box from (0, 0) top left to (1, 1) bottom right. A curve goes smoothly through
/// its points; a line has corners at them.
final class Strokes {
  private Strokes() {}

  /// One movement of the pen.
  ///
  /// @param smooth whether it is a curve or has corners
  /// @param points x and y in turn
  record Stroke(boolean smooth, double... points) {}

  private static Stroke curve(double... points) {
    return new Stroke(true, points);
  }

  private static Stroke line(double... points) {
    return new Stroke(false, points);
  }

  private static final Stroke STEM = line(0.5, 0, 0.5, 1);
  private static final Stroke LOWER_BOWL =
      curve(0.42, 0.46, 0.68, 0.52, 0.80, 0.72, 0.70, 0.93, 0.45, 1.0, 0.18, 0.90);

  /// All ways of writing each digit, in the order of the digits.
  static final List<List<List<Stroke>>> DIGITS =
      List.of(
          List.of(
              List.of(
                  curve(
                      0.5, 0, 0.28, 0.12, 0.18, 0.5, 0.28, 0.88, 0.5, 1, 0.72, 0.88, 0.82, 0.5,
                      0.72, 0.12, 0.5, 0))),
          List.of(
              List.of(STEM),
              List.of(line(0.3, 0.24, 0.5, 0, 0.5, 1)),
              List.of(line(0.32, 0.2, 0.5, 0, 0.5, 1), line(0.28, 1, 0.72, 1))),
          List.of(
              List.of(
                  curve(
                      0.20, 0.24, 0.30, 0.07, 0.50, 0.0, 0.72, 0.08, 0.79, 0.28, 0.68, 0.50, 0.44,
                      0.75, 0.18, 1.0),
                  line(0.18, 1.0, 0.82, 1.0)),
              List.of(
                  curve(
                      0.22, 0.16, 0.48, 0.0, 0.76, 0.16, 0.68, 0.48, 0.40, 0.84, 0.24, 0.97, 0.17,
                      0.86, 0.34, 0.82, 0.58, 0.95, 0.84, 0.97))),
          List.of(
              List.of(
                  curve(0.20, 0.12, 0.45, 0.0, 0.71, 0.09, 0.75, 0.27, 0.62, 0.42, 0.42, 0.46),
                  LOWER_BOWL),
              List.of(line(0.20, 0, 0.76, 0, 0.42, 0.42), LOWER_BOWL)),
          List.of(
              List.of(line(0.64, 0, 0.14, 0.66, 0.88, 0.66), line(0.64, 0, 0.64, 1)),
              List.of(line(0.26, 0, 0.18, 0.54, 0.80, 0.54), line(0.74, 0.04, 0.68, 1))),
          List.of(
              List.of(
                  line(0.78, 0, 0.30, 0, 0.25, 0.44),
                  curve(
                      0.25, 0.44, 0.50, 0.37, 0.75, 0.48, 0.81, 0.68, 0.70, 0.92, 0.45, 1.0, 0.18,
                      0.91))),
          List.of(
              List.of(
                  curve(
                      0.70, 0.02, 0.44, 0.16, 0.25, 0.43, 0.19, 0.70, 0.31, 0.94, 0.53, 1.0, 0.76,
                      0.89, 0.78, 0.67, 0.60, 0.53, 0.38, 0.58, 0.22, 0.76)),
              List.of(
                  curve(
                      0.46, 0.0, 0.26, 0.32, 0.20, 0.70, 0.32, 0.95, 0.54, 1.0, 0.75, 0.87, 0.74,
                      0.66, 0.54, 0.55, 0.32, 0.63, 0.21, 0.76))),
          List.of(
              List.of(line(0.16, 0, 0.84, 0, 0.42, 1)),
              List.of(line(0.16, 0, 0.82, 0), curve(0.82, 0, 0.58, 0.40, 0.46, 0.70, 0.42, 1)),
              List.of(line(0.16, 0, 0.84, 0, 0.42, 1), line(0.36, 0.5, 0.80, 0.5))),
          List.of(
              List.of(
                  curve(
                      0.50, 0.46, 0.27, 0.33, 0.27, 0.11, 0.50, 0.0, 0.73, 0.11, 0.73, 0.33, 0.50,
                      0.46, 0.23, 0.63, 0.22, 0.89, 0.50, 1.0, 0.78, 0.89, 0.77, 0.63, 0.50, 0.46)),
              List.of(
                  curve(
                      0.74, 0.10, 0.50, 0.0, 0.27, 0.11, 0.34, 0.36, 0.66, 0.60, 0.76, 0.86, 0.50,
                      1.0, 0.24, 0.86, 0.34, 0.60, 0.66, 0.36, 0.74, 0.10))),
          List.of(
              List.of(
                  curve(
                      0.77, 0.28, 0.62, 0.46, 0.38, 0.48, 0.22, 0.33, 0.26, 0.10, 0.50, 0.0, 0.71,
                      0.08, 0.78, 0.28),
                  line(0.78, 0.24, 0.70, 1)),
              List.of(
                  curve(
                      0.77, 0.28, 0.60, 0.48, 0.36, 0.48, 0.22, 0.32, 0.27, 0.09, 0.50, 0.0, 0.72,
                      0.09, 0.78, 0.30, 0.76, 0.66, 0.62, 0.94, 0.32, 0.98))));
}
