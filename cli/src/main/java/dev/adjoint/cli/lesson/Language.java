package dev.adjoint.cli.lesson;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The language of the person at the terminal.
public final class Language {

  private Language() {}

  /// The first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set, as POSIX defines it; otherwise
  /// that of the JVM. The JVM's language is not sufficient, because the JVM falls back to English
  /// if the data of the locale is not installed.
  public static Locale of(Map<String, String> environment, Locale jvm) {
    Optional<String> named =
        Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
            .map(name -> environment.getOrDefault(name, ""))
            .filter(value -> !value.isEmpty())
            .findFirst();
    return named
        .filter(value -> value.matches("[a-z]{2,3}([_.@].*)?"))
        .map(value -> Locale.of(value.split("[_.@]", -1)[0]))
        .orElse(jvm);
  }
}
