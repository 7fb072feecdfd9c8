package dev.adjoint.plot.picture;

import java.util.List;

/// The colours of every picture. Colour-blind readers can distinguish them, and they print well on
/// white.
///
/// The series colours are the set of Okabe and Ito ("Color Universal Design", 2008), in an order in
/// which neighbours differ most. The yellow is darker because it would be invisible on white. The
/// colour ramps are our own: straight lines in OKLab between a few fixed colours, so lightness
/// alone shows the order.
public final class Palette {
  private Palette() {}

  public static final Color INK = Color.of(0x1F2933);
  public static final Color MUTED = Color.of(0x5B6672);
  public static final Color RULE = Color.of(0x9AA5B1);
  public static final Color GRID = Color.of(0xE4E8EC);
  public static final Color PAPER = Color.WHITE;

  public static final Color BLUE = Color.of(0x0072B2);
  public static final Color ORANGE = Color.of(0xD55E00);
  public static final Color GREEN = Color.of(0x009E73);
  public static final Color PURPLE = Color.of(0xB5538E);
  public static final Color AMBER = Color.of(0xC98A00);
  public static final Color SKY = Color.of(0x56B4E9);
  public static final Color BROWN = Color.of(0x7A4B28);
  public static final Color SLATE = Color.of(0x4A5568);

  /// Colour of what flows forward: values.
  public static final Color FORWARD = Color.of(0x005A8F);

  /// Colour of what flows backward: gradients.
  public static final Color BACKWARD = Color.of(0xC24E00);

  private static final List<Color> SERIES =
      List.of(BLUE, ORANGE, GREEN, PURPLE, AMBER, SKY, BROWN, SLATE);

  private static final List<Color> SEQUENTIAL =
      List.of(
          Color.of(0xF7FBFF),
          Color.of(0xC9E0EE),
          Color.of(0x86BBD8),
          Color.of(0x3D86B4),
          Color.of(0x0B4F7D),
          Color.of(0x062C4A));

  private static final List<Color> DIVERGING =
      List.of(
          Color.of(0xA33F00),
          Color.of(0xEBA068),
          Color.of(0xF5F6F7),
          Color.of(0x6AAAD0),
          Color.of(0x0B4F7D));

  /// The colour of the series at `index`; the colours repeat after eight.
  public static Color series(int index) {
    return SERIES.get(Math.floorMod(index, SERIES.size()));
  }

  /// A colour for a quantity without a middle: pale at 0, dark at 1; values outside get the colour
  /// of the nearer end.
  public static Color sequential(double fraction) {
    return ramp(SEQUENTIAL, fraction);
  }

  /// A colour for a signed quantity: orange at 0, almost white at 0.5, blue at 1. In all pictures
  /// with signs, blue is positive and orange negative.
  public static Color diverging(double fraction) {
    return ramp(DIVERGING, fraction);
  }

  /// The colour of a signed number: blue above 0, orange below, almost white at 0; the darkest at
  /// `bound` and beyond.
  ///
  /// @param bound above 0
  public static Color signed(double value, double bound) {
    return diverging(0.5 + value / (2 * bound));
  }

  /// Dark ink or white, whichever is readable on `background`.
  public static Color on(Color background) {
    return background.lightness() > 0.62 ? INK : Color.WHITE;
  }

  private static Color ramp(List<Color> anchors, double fraction) {
    double position = Math.clamp(fraction, 0.0, 1.0) * (anchors.size() - 1);
    int left = Math.min((int) position, anchors.size() - 2);
    return anchors.get(left).mix(anchors.get(left + 1), position - left);
  }
}
