package dev.adjoint.bench.compare;

import java.util.Locale;

/// Numbers as tables show them: three digits that count, whole from 100 upward.
public final class Numbers {

  /// Stands for what is not there.
  static final String NOTHING = "–";

  private Numbers() {}

  /// `12,345`, `123`, `12.3`, `1.23`, `0.123`; [#NOTHING] for what is not a number.
  public static String text(double value) {
    if (!Double.isFinite(value)) {
      return NOTHING;
    }
    double size = Math.abs(value);
    String format =
        size >= 99.95 ? "%,.0f" : size >= 9.995 ? "%.1f" : size >= 0.9995 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
