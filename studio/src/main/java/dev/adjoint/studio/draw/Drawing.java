package dev.adjoint.studio.draw;

import dev.adjoint.serve.http.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Strokes of a round pen in a square, and the image that a network sees of them.
///
/// The recipe is that of MNIST: the ink is cropped, its longer side is scaled to 20 of 28 pixels,
/// and its centre of mass is put into the centre of the image. The pen has then a radius of 1.2 of
/// 28 pixels, whatever the size of the drawing was. The edge of a stroke fades over one pixel.
///
/// @param strokes x and y of the points of each stroke in turn, from 0 to 1, y downwards
public record Drawing(List<double[]> strokes) {

  /// The most points of all strokes together.
  public static final int MOST_POINTS = 3000;

  private static final double BOX = 20.0 / 28;
  private static final double PEN = 1.2 / 28;

  /// How wide the pen is on the pad, as a part of its side.
  private static final double PAD_PEN = 0.04;

  /// Copies the list.
  public Drawing {
    strokes = List.copyOf(strokes);
  }

  /// Reads the strokes of a request: lists of numbers, x and y in turn.
  ///
  /// @throws Refusal 400 when there are too many points, or one of them is not within the pad
  public static Drawing of(List<?> lists) {
    List<double[]> strokes = new ArrayList<>();
    int points = 0;
    for (Object each : lists) {
      double[] stroke =
          each instanceof List<?> list
              ? list.stream()
                  .mapToDouble(v -> v instanceof Number n ? n.doubleValue() : Double.NaN)
                  .toArray()
              : new double[1];
      points += stroke.length / 2;
      if (stroke.length % 2 == 1
          || stroke.length == 0
          || !Arrays.stream(stroke).allMatch(v -> v >= 0 && v <= 1)) {
        throw Refusal.of(
            400,
            "field strokes: stroke %d is wrong; a stroke is a list of x and y in turn, each from 0 to 1"
                .formatted(strokes.size() + 1));
      }
      strokes.add(stroke);
    }
    if (points > MOST_POINTS) {
      throw Refusal.of(
          400,
          "field strokes: there are %,d points but at most %,d can be drawn; clear the pad"
              .formatted(points, MOST_POINTS));
    }
    return new Drawing(strokes);
  }

  /// Whether nothing is drawn.
  public boolean isEmpty() {
    return strokes.isEmpty();
  }

  /// The drawing as it is on the pad, without cropping and centring.
  ///
  /// @return the ink of each pixel from 0 to 1, row by row
  public float[] asDrawn(int height, int width) {
    double side = Math.min(height, width);
    return ink(height, width, side, (width - side) / 2, (height - side) / 2, PAD_PEN / 2 * side);
  }

  /// What a network sees.
  ///
  /// @return the ink of each pixel from 0 to 1, row by row; all 0 where nothing is drawn
  public float[] seen(int height, int width) {
    if (isEmpty()) {
      return new float[height * width];
    }
    double[] low = {1, 1};
    double[] high = {0, 0};
    for (double[] stroke : strokes) {
      for (int i = 0; i < stroke.length; i++) {
        low[i % 2] = Math.min(low[i % 2], stroke[i]);
        high[i % 2] = Math.max(high[i % 2], stroke[i]);
      }
    }
    double side = Math.min(height, width);
    double pen = PEN * side;
    double extent = Math.max(Math.max(high[0] - low[0], high[1] - low[1]), 1e-3);
    // A dot stays a dot: it is not blown up to the size of a digit.
    double scale = Math.min((BOX * side - 2 * pen) / extent, 8 * side);
    double x = width / 2.0 - scale * (low[0] + high[0]) / 2;
    double y = height / 2.0 - scale * (low[1] + high[1]) / 2;
    float[] placed = ink(height, width, scale, x, y, pen);
    double mass = 0;
    double across = 0;
    double down = 0;
    for (int i = 0; i < placed.length; i++) {
      mass += placed[i];
      int row = i / width;
      across += placed[i] * (i % width + 0.5);
      down += placed[i] * (row + 0.5);
    }
    return ink(
        height, width, scale, x + width / 2.0 - across / mass, y + height / 2.0 - down / mass, pen);
  }

  /// The ink of a pen of this radius, in pixels, that moves along `scale · point + (x, y)`.
  private float[] ink(int height, int width, double scale, double x, double y, double radius) {
    float[] ink = new float[height * width];
    for (double[] stroke : strokes) {
      for (int i = 0; i + 1 < stroke.length; i += 2) {
        int next = i + 3 < stroke.length ? i + 2 : i;
        segment(
            ink,
            width,
            radius,
            scale * stroke[i] + x,
            scale * stroke[i + 1] + y,
            scale * stroke[next] + x,
            scale * stroke[next + 1] + y);
      }
    }
    return ink;
  }

  private static void segment(
      float[] ink, int width, double radius, double ax, double ay, double bx, double by) {
    double dx = bx - ax;
    double dy = by - ay;
    double length = Math.max(dx * dx + dy * dy, 1e-12);
    int height = ink.length / width;
    double reach = radius + 1;
    int top = (int) Math.max(0, Math.floor(Math.min(ay, by) - reach));
    int bottom = (int) Math.min(height - 1.0, Math.ceil(Math.max(ay, by) + reach));
    int left = (int) Math.max(0, Math.floor(Math.min(ax, bx) - reach));
    int right = (int) Math.min(width - 1.0, Math.ceil(Math.max(ax, bx) + reach));
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double px = column + 0.5 - ax;
        double py = row + 0.5 - ay;
        double along = Math.clamp((px * dx + py * dy) / length, 0, 1);
        double distance = Math.hypot(px - along * dx, py - along * dy);
        float value = (float) Math.clamp(radius + 0.5 - distance, 0, 1);
        ink[row * width + column] = Math.max(ink[row * width + column], value);
      }
    }
  }
}
