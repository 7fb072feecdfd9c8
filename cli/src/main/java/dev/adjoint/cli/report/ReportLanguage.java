package dev.adjoint.cli.report;

import dev.adjoint.explain.document.Wording;
import java.util.Locale;

/// A language of the report.
enum ReportLanguage {
  ENGLISH("en", "report.html"),
  CHINESE("zh-CN", "report.zh.html");

  private final String tag;
  private final String file;

  ReportLanguage(String tag, String file) {
    this.tag = tag;
    this.file = file;
  }

  /// The language's tag for the page.
  String tag() {
    return tag;
  }

  /// The texts of explanations in it.
  Wording words() {
    return Wording.of(Locale.forLanguageTag(tag));
  }

  /// The name of the page's file.
  String file() {
    return file;
  }
}
