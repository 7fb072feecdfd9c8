package dev.adjoint.kernel.tune;

import org.jspecify.annotations.Nullable;

/// The system property `adjoint.tune`. It changes the time of a program and no result.
public enum TuneMode {
  /// Variants are chosen by rule alone. Nothing is measured, read or written.
  OFF,

  /// Where a rule is not enough, variants are measured during the work. The default.
  ON,

  /// The same as [#ON], and each choice is logged.
  SHOW;

  /// The name of the property.
  public static final String PROPERTY = "adjoint.tune";

  static TuneMode parse(@Nullable String text) {
    return switch (text == null ? "on" : text.strip()) {
      case "off" -> OFF;
      case "on" -> ON;
      case "show" -> SHOW;
      default ->
          throw new IllegalArgumentException(
              "%s: must be off, on or show, but it is \"%s\"".formatted(PROPERTY, text));
    };
  }
}
