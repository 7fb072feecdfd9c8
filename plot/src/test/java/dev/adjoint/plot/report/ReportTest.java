package dev.adjoint.plot.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.plot.picture.Align;
import dev.adjoint.plot.picture.Lettering;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.ParsedSvg;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportTest {

  private static Picture picture(String text) {
    return new Picture(
        text,
        "a picture",
        100,
        50,
        List.of(Mark.Text.of(text, new Point(5, 20), Align.START, Lettering.of(12, Palette.INK))));
  }

  private static Report report() {
    return new Report(
        "zh-CN",
        "训练 <spirals> & \"more\"",
        "seed 42",
        List.of(
            Section.of(
                "",
                new Block.Facts(List.of(new Block.Fact("准确率", "0.985"))),
                new Block.Paragraph("</p><script>alert('x')</script>")),
            Section.of(
                "Curves",
                new Block.Figures(
                    List.of(
                        new Block.Figure(picture("损失"), "loss < 1"),
                        new Block.Figure(picture("accuracy"), "")))),
            Section.of(
                "Table",
                new Block.Table(
                    "by epoch",
                    List.of("epoch", "loss", "note"),
                    List.of(List.of("1", "−0.5", "first"), List.of("2", "1×10⁻⁵", ""))),
                new Block.Code("a  b\n c & d"))),
        "adjoint 0.1.0");
  }

  /// A page is also well-formed XML once the document type is gone.
  private static Element page(Report report) {
    String html = report.toHtml();
    assertThat(html).startsWith("<!DOCTYPE html>\n");
    return ParsedSvg.of(html.substring(html.indexOf('\n') + 1)).root();
  }

  private static List<String> all(Element page, String name) {
    NodeList found = page.getElementsByTagNameNS("*", name);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent())
        .toList();
  }

  @Test
  void everythingGivenIsInThePageAsText() {
    Element page = page(report());

    assertThat(page.getAttribute("lang")).isEqualTo("zh-CN");
    assertThat(all(page, "h1")).containsExactly("训练 <spirals> & \"more\"");
    assertThat(all(page, "title")).contains("训练 <spirals> & \"more\"", "损失", "accuracy");
    assertThat(all(page, "h2")).containsExactly("Curves", "Table");
    assertThat(all(page, "p")).containsExactly("seed 42", "</p><script>alert('x')</script>");
    assertThat(all(page, "dd")).containsExactly("0.985");
    assertThat(all(page, "figcaption")).containsExactly("loss < 1");
    assertThat(all(page, "text")).containsExactly("损失", "accuracy");
    assertThat(all(page, "caption")).containsExactly("by epoch");
    assertThat(all(page, "td")).containsExactly("1", "−0.5", "first", "2", "1×10⁻⁵", "");
    assertThat(all(page, "code")).containsExactly("a  b\n c & d");
    assertThat(all(page, "footer")).containsExactly("adjoint 0.1.0");
  }

  @Test
  void columnsOfNumbersAreSetFlushRight() {
    String html = report().toHtml();

    assertThat(html)
        .contains("<th scope=\"col\" class=\"number\">epoch</th>")
        .contains("<td class=\"number\">1×10⁻⁵</td>")
        .contains("<th scope=\"col\">note</th>")
        .contains("<td>first</td>");
  }

  @Test
  void thePageNeedsNothingFromOutside() {
    String html =
        report()
            .toHtml()
            .replace("http://www.w3.org/2000/svg", "")
            .replace("http://www.w3.org/1999/xhtml", "");

    assertThat(html)
        .doesNotContain("http:", "https:", "url(", "<script", "@import", "<link", " src=");
    assertThat(html).contains("default-src 'none'").contains("prefers-color-scheme: dark");
  }

  @Test
  void sameReportSameBytes() {
    assertThat(report().toHtml()).isEqualTo(report().toHtml());
  }

  @Test
  void aRowHasACellForEachColumn() {
    assertThatThrownBy(
            () -> new Block.Table("", List.of("a", "b"), List.of(List.of("1", "2", "3"))))
        .hasMessage(
            "table: every row has a cell for each of the 2 columns, but one has 3 cells ([1, 2, 3])");
  }
}
