package dev.adjoint.plot.report;

import dev.adjoint.plot.picture.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes a report as HTML that is also well-formed XML.
final class HtmlWriter {
  private static final String STYLE_FILE = "report.css";

  private final StringBuilder out = new StringBuilder();

  private HtmlWriter() {}

  static String write(Report report) {
    var writer = new HtmlWriter();
    writer.page(report);
    return writer.out.toString();
  }

  private void page(Report report) {
    line("<!DOCTYPE html>");
    line("<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"%s\">", report.language());
    line("<head>");
    line("<meta charset=\"utf-8\"/>");
    line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
    line("<meta name=\"color-scheme\" content=\"light dark\"/>");
    line(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
            + " 'unsafe-inline'; img-src data:\"/>");
    line("<title>%s</title>", report.title());
    out.append("<style>\n").append(style()).append("</style>\n");
    line("</head>");
    line("<body>");
    line("<main>");
    line("<header>");
    line("<h1>%s</h1>", report.title());
    optional("<p class=\"subtitle\">%s</p>", report.subtitle());
    line("</header>");
    report.sections().forEach(this::section);
    optional("<footer>%s</footer>", report.footer());
    line("</main>");
    line("</body>");
    line("</html>");
  }

  private void section(Section section) {
    line("<section>");
    optional("<h2>%s</h2>", section.heading());
    section.blocks().forEach(this::block);
    line("</section>");
  }

  private void block(Block block) {
    switch (block) {
      case Block.Paragraph(var text) -> line("<p>%s</p>", text);
      case Block.Code(var text) -> line("<pre><code>%s</code></pre>", text);
      case Block.Facts(var facts) -> {
        line("<dl class=\"facts\">");
        for (Block.Fact fact : facts) {
          line("<div><dt>%s</dt><dd>%s</dd></div>", fact.name(), fact.value());
        }
        line("</dl>");
      }
      case Block.Formula(var text) ->
          out.append("<p class=\"formula\">").append(MathMl.of(text)).append("</p>\n");
      case Block.Check(var holds, var text) ->
          line(
              "<p class=\"%s\">%s %s</p>",
              holds ? "check" : "check fails", holds ? "✓" : "✗", text);
      case Block.Folded(var summary, var isOpen, var blocks) -> {
        line(isOpen ? "<details open=\"open\">" : "<details>");
        line("<summary>%s</summary>", summary);
        blocks.forEach(this::block);
        line("</details>");
      }
      case Block.Table table -> table(table);
      case Block.Figure figure -> figure(figure);
      case Block.Figures(var figures) -> {
        line("<div class=\"figures\">");
        figures.forEach(this::figure);
        line("</div>");
      }
    }
  }

  private void figure(Block.Figure figure) {
    line("<figure>");
    out.append(figure.picture().toSvgElement()).append('\n');
    optional("<figcaption>%s</figcaption>", figure.caption());
    line("</figure>");
  }

  private void table(Block.Table table) {
    line("<div class=\"table\">");
    line("<table>");
    optional("<caption>%s</caption>", table.caption());
    out.append("<thead><tr>");
    for (int column = 0; column < table.header().size(); column++) {
      cell("th scope=\"col\"", "th", table.header().get(column), table.isNumeric(column));
    }
    line("</tr></thead>");
    line("<tbody>");
    for (List<String> row : table.rows()) {
      out.append("<tr>");
      for (int column = 0; column < row.size(); column++) {
        cell("td", "td", row.get(column), table.isNumeric(column));
      }
      line("</tr>");
    }
    line("</tbody>");
    line("</table>");
    line("</div>");
  }

  private void cell(String start, String name, String text, boolean numeric) {
    out.append('<').append(start).append(numeric ? " class=\"number\">" : ">");
    out.append(Markup.escape(text)).append("</").append(name).append('>');
  }

  private void optional(String markup, String text) {
    if (!text.isEmpty()) {
      line(markup, text);
    }
  }

  /// A line of markup with each `%s` replaced by escaped text.
  private void line(String markup, String... texts) {
    String rest = markup;
    for (String text : texts) {
      int hole = rest.indexOf("%s");
      out.append(rest, 0, hole).append(Markup.escape(text));
      rest = rest.substring(hole + 2);
    }
    out.append(rest).append('\n');
  }

  private static String style() {
    try (InputStream in = HtmlWriter.class.getResourceAsStream(STYLE_FILE)) {
      if (in == null) {
        throw new IllegalStateException("report: " + STYLE_FILE + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
