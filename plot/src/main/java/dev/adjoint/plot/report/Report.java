package dev.adjoint.plot.report;

import java.util.List;

/// A report that becomes one HTML file.
///
/// The file loads nothing from anywhere: pictures stand in it as SVG, the style is inside, there
/// are no scripts, and a content policy forbids the rest. It follows the reader's light or dark
/// setting and prints on white.
///
/// @param language of the text as a tag for the page, such as `en` or `zh-CN`; it chooses fonts and
///   hyphenation
/// @param title stands above and in the tab
/// @param subtitle stands below the title; empty for none
/// @param footer stands at the end, such as version and seed; empty for none
public record Report(
    String language, String title, String subtitle, List<Section> sections, String footer) {
  public Report {
    sections = List.copyOf(sections);
  }

  /// The whole file.
  public String toHtml() {
    return HtmlWriter.write(this);
  }
}
