package dev.adjoint.plot.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class PictureTest {
  private static final Lettering INK = Lettering.of(14, Palette.INK);
  private static final Stroke PEN = Stroke.of(Palette.BLUE, 2);

  private static Picture everything() {
    return new Picture(
        "a < b & \"c\"",
        "one of each",
        200,
        120,
        List.of(
            Mark.Polyline.line(new Point(1, 2), new Point(3.456, 4), PEN.dashed()),
            new Mark.Polygon(
                List.of(new Point(0, 0), new Point(9, 0), new Point(9, 9)),
                Palette.GREEN.withOpacity(0.5),
                Stroke.NONE),
            new Mark.Rectangle(new Box(100, 10, 40, 20), 4, Palette.AMBER, PEN),
            new Mark.Circle(new Point(50, 50), 8, Color.NONE, PEN),
            new Mark.Path(
                List.of(
                    new Segment.Move(new Point(10, 100)),
                    new Segment.Curve(new Point(20, 80), new Point(30, 80), new Point(40, 100)),
                    new Segment.Line(new Point(25, 110)),
                    new Segment.Close()),
                Palette.SKY,
                PEN),
            Mark.Text.of("损失 <ŷ> & ∂", new Point(60, 90), Align.MIDDLE, INK.bolder()),
            new Mark.Text("up", new Point(190, 60), Align.END, INK, 90),
            new Mark.Image(
                new Box(150, 70, 30, 30),
                Raster.of(2, 2, (column, row) -> column == row ? Palette.BLUE : Palette.ORANGE),
                false),
            new Mark.Shifted(
                5,
                5,
                List.of(
                    Mark.Group.clipped(
                        new Box(0, 0, 10, 10),
                        List.of(
                            new Mark.Rectangle(
                                new Box(-50, -50, 100, 100), 0, Palette.PURPLE, Stroke.NONE)))))));
  }

  @Test
  void svgIsWellFormedAndKeepsEveryMark() {
    var svg = ParsedSvg.of(everything());

    assertThat(svg.all("title").getFirst().getTextContent()).isEqualTo("a < b & \"c\"");
    assertThat(svg.all("desc").getFirst().getTextContent()).isEqualTo("one of each");
    assertThat(svg.root().getAttribute("viewBox")).isEqualTo("0 0 200 120");
    assertThat(svg.root().getAttribute("role")).isEqualTo("img");
    assertThat(svg.root().getAttribute("aria-label")).isEqualTo("a < b & \"c\"");
    assertThat(svg.texts()).containsExactly("损失 <ŷ> & ∂", "up");
    assertThat(svg.all("polyline").getFirst().getAttribute("points")).isEqualTo("1,2 3.46,4");
    assertThat(svg.all("path").getFirst().getAttribute("d"))
        .isEqualTo("M10,100C20,80 30,80 40,100L25,110Z");
    assertThat(svg.all("polygon").getFirst().getAttribute("fill-opacity")).isEqualTo("0.5");
    Element clip = svg.all("svg").getLast();
    assertThat(clip.getAttribute("overflow")).isEqualTo("hidden");
    assertThat(clip.getAttribute("viewBox")).isEqualTo("0 0 10 10");
  }

  @Test
  void svgRefersToNothingOutside() {
    assertThat(everything().toSvg().replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http", "url(", "<script", "<style", " id=");
  }

  @Test
  void svgReplacesCharactersThatXmlForbids() {
    assertThat(Markup.escape("a\u0000b\uD800c\u001Bd")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd");
    assertThat(Markup.escape("𝛿 <&>'\"")).isEqualTo("𝛿 &lt;&amp;&gt;&#39;&quot;");
  }

  @Test
  void numbersInSvgAreShort() {
    assertThat(SvgWriter.number(-0.001)).isEqualTo("0");
    assertThat(SvgWriter.number(-1.5)).isEqualTo("-1.5");
    assertThat(SvgWriter.number(0.05)).isEqualTo("0.05");
    assertThat(SvgWriter.number(12.349)).isEqualTo("12.35");
  }

  @Test
  void sameBytesEachTime() {
    assertThat(everything().toSvg()).isEqualTo(everything().toSvg());
    assertThat(everything().toPng(2)).isEqualTo(everything().toPng(2));
  }

  @Test
  void pngShowsTheMarksWhereTheyAre() {
    BufferedImage image = Drawn.png(everything(), 2);

    assertThat(image.getWidth()).isEqualTo(400);
    assertThat(image.getHeight()).isEqualTo(240);
    assertThat(rgb(image, 120, 20)).isEqualTo(Palette.AMBER.toHex());
    assertThat(rgb(image, 155, 75)).isEqualTo(Palette.BLUE.toHex());
    assertThat(rgb(image, 175, 75)).isEqualTo(Palette.ORANGE.toHex());
    assertThat(rgb(image, 12, 12)).isEqualTo(Palette.PURPLE.toHex());
    assertThat(rgb(image, 18, 18)).as("outside the clip").isEqualTo("#ffffff");
    assertThat(rgb(image, 50, 50)).as("inside the empty circle").isEqualTo("#ffffff");
  }

  @Test
  void pngDrawsText() {
    var blank = new Picture("t", "d", 100, 40, List.of());
    var text =
        new Picture(
            "t",
            "d",
            100,
            40,
            List.of(Mark.Text.of("loss ŷ", new Point(10, 30), Align.START, INK)));

    assertThat(Drawn.inked(Drawn.png(blank, 1))).isZero();
    assertThat(Drawn.inked(Drawn.png(text, 1))).isBetween(0.02, 0.2);
  }

  @Test
  void scaleMustGiveAnImageOfReasonableSize() {
    var picture = new Picture("t", "d", 1000, 1000, List.of());

    assertThatThrownBy(() -> picture.toPng(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "png: scale is above 0 and gives at most 134217728 pixels, but scale is 0.0 for a picture"
                + " of 1000.0 × 1000.0");
    assertThatThrownBy(() -> picture.toPng(100)).hasMessageContaining("scale is 100.0");
  }

  @Test
  void sizeMustBePositive() {
    assertThatThrownBy(() -> new Picture("t", "d", 0, 10, List.of()))
        .hasMessage(
            "picture: width and height must be between 0 and 20000 pixels, but width is 0.0 and height"
                + " is 10.0");
  }

  @Test
  void rowAndColumnPlaceTheirPictures() {
    var a = new Picture("a", "first", 100, 50, List.of());
    var b = new Picture("b", "second", 60, 80, List.of());

    Picture row = Picture.row("both", 10, List.of(a, b));
    assertThat(row.width()).isEqualTo(170);
    assertThat(row.height()).isEqualTo(118);
    assertThat(row.description()).isEqualTo("a: first b: second");

    Picture column = Picture.column("", 10, List.of(a, b));
    assertThat(column.width()).isEqualTo(100);
    assertThat(column.height()).isEqualTo(140);
    assertThat(column.title()).isEqualTo("a");
  }

  private static String rgb(BufferedImage image, int x, int y) {
    return "#%06x".formatted(image.getRGB(2 * x, 2 * y) & 0xFFFFFF);
  }
}
