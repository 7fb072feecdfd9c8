package dev.adjoint.studio.play;

/// Numbers for JSON.
final class JsonNumbers {

  private JsonNumbers() {}

  /// A number with 7 digits, enough for a picture; a text for NaN and infinities, which JSON does
  /// not have.
  static Object plain(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    return (double) (float) number == number ? (Object) (float) number : rounded(number);
  }

  private static double rounded(double number) {
    return Double.parseDouble("%.7g".formatted(number));
  }
}
