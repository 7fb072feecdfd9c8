package dev.adjoint.plot.picture;

/// A colour of the sRGB space with opacity. Each component is from 0 to 255; opacity 255 is opaque.
public record Color(int red, int green, int blue, int opacity) {

  /// No colour: a fill or stroke with it is invisible.
  public static final Color NONE = new Color(0, 0, 0, 0);

  public static final Color WHITE = of(0xFFFFFF);

  public Color {
    check("red", red);
    check("green", green);
    check("blue", blue);
    check("opacity", opacity);
  }

  /// The opaque colour written as `0xRRGGBB`.
  public static Color of(int rgb) {
    return new Color(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255, 255);
  }

  /// The same colour with the opacity `fraction`, from 0 (invisible) to 1 (opaque).
  public Color withOpacity(double fraction) {
    return new Color(red, green, blue, (int) Math.round(255 * fraction));
  }

  /// The colour at `fraction` of the way from this one (0) to `other` (1), mixed in the OKLab
  /// space, where equal steps look equal.
  ///
  /// **Source**: Björn Ottosson, "A perceptual color space for image processing", 2020.
  public Color mix(Color other, double fraction) {
    double[] a = OkLab.from(this);
    double[] b = OkLab.from(other);
    double[] mixed = new double[3];
    for (int i = 0; i < 3; i++) {
      mixed[i] = a[i] + fraction * (b[i] - a[i]);
    }
    int alpha = (int) Math.round(opacity + fraction * (other.opacity - opacity));
    return OkLab.toColor(mixed, alpha);
  }

  /// The perceived lightness, from 0 (black) to 1 (white).
  public double lightness() {
    return OkLab.from(this)[0];
  }

  /// Whether the colour is invisible.
  public boolean isNone() {
    return opacity == 0;
  }

  /// `#rrggbb`, without the opacity.
  public String toHex() {
    return "#%06x".formatted(red << 16 | green << 8 | blue);
  }

  private static void check(String name, int component) {
    if (component < 0 || component > 255) {
      throw new IllegalArgumentException(
          "color: a component is 0 to 255, but %s is %d; scale it to that range"
              .formatted(name, component));
    }
  }
}
