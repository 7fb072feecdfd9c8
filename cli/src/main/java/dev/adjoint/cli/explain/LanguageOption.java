package dev.adjoint.cli.explain;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.explain.document.Wording;
import java.util.Locale;
import picocli.CommandLine.Option;

/// The language of an explanation or a picture.
public final class LanguageOption {

  @Option(names = "--lang", paramLabel = "LANG", description = "en or zh. Default: en.")
  private String language = "en";

  /// The texts in the language that was asked for.
  public Wording words() {
    return switch (language.toLowerCase(Locale.ROOT)) {
      case "en" -> Wording.english();
      case "zh" -> Wording.of(Locale.CHINESE);
      default -> throw new MisuseException("--lang is %s but must be en or zh".formatted(language));
    };
  }
}
