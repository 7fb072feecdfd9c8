package dev.adjoint.plot.report;

import java.util.List;

/// A report that is written as one HTML file or as Markdown.
///
/// The HTML file loads no other resource: it contains its pictures as SVG and its style, it has no
/// scripts, and a content security policy forbids all other resources. The page follows the
/// reader's light or dark setting and prints on white.
///
/// @param language the language of the text as a tag for the page, such as `en` or `zh-CN`; it
///   determines fonts and hyphenation
/// @param title shown at the top of the page and in the browser tab
/// @param subtitle shown below the title; empty for none
/// @param footer shown at the end, such as version and seed; empty for none
public record Report(
    String language, String title, String subtitle, List<Section> sections, String footer) {
  public Report {
    sections = List.copyOf(sections);
  }

  /// The complete file.
  public String toHtml() {
    return HtmlWriter.write(this);
  }

  /// The report as Markdown with the tables of GitHub. A picture is represented by its caption and
  /// its description.
  public String toMarkdown() {
    return MarkdownWriter.write(this);
  }
}
