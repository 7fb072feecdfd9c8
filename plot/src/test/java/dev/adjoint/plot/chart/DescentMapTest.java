package dev.adjoint.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Drawn;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.ParsedSvg;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DescentMapTest {
  private static final Range WIDE = new Range(-5, 5);
  private static final Plane PLANE =
      new Plane(new Box(0, 0, 100, 100), Axis.linear("x"), WIDE, Axis.linear("y"), WIDE);

  /// Gradient descent on x² + y² from (−3, 4).
  private static DescentPath descent(String label, double rate, int steps) {
    List<Point> points = new ArrayList<>(List.of(new Point(-3, 4)));
    for (int i = 0; i < steps; i++) {
      Point p = points.getLast();
      points.add(new Point(p.x() - rate * 2 * p.x(), p.y() - rate * 2 * p.y()));
    }
    return new DescentPath(label, points, Palette.ORANGE);
  }

  private static Picture map(String title, DescentPath... paths) {
    return DescentMap.of(title, "x₀", WIDE, "x₁", WIDE, (x, y) -> x * x + y * y, List.of(paths))
        .toPicture();
  }

  @Test
  void pathsLevelsAndAxesAreNamed() {
    var svg = ParsedSvg.of(map("descent", descent("rate 0.1", 0.1, 100)));

    assertThat(svg.texts()).contains("descent", "x₀", "x₁", "rate 0.1", "5", "45");
    // Ten bands and nine lines between them.
    assertThat(svg.all("path")).hasSize(19);
  }

  @Test
  void aPathThatRunsAwayIsCutAtThePlot() {
    Picture picture = map("diverges", descent("rate 10", 10, 300));

    assertThat(picture.toSvg()).doesNotContain("NaN", "Infinity");
    var lines =
        ParsedSvg.of(picture).all("polyline").stream()
            .filter(e -> e.getAttribute("stroke").equals(Palette.ORANGE.toHex()))
            .toList();
    assertThat(lines).isNotEmpty();
    for (var line : lines) {
      for (String pair : line.getAttribute("points").split(" ", -1)) {
        double x = Double.parseDouble(pair.substring(0, pair.indexOf(',')));
        assertThat(x).isBetween(-20.0, picture.width() + 20);
      }
    }
  }

  @Test
  void aPathThatStaysIsOnlyItsStartAndEnd() {
    List<Mark> marks = descent("", 1e-10, 100).draw(PLANE);

    assertThat(marks.stream().filter(m -> m instanceof Mark.Polygon)).hasSize(1);
    assertThat(marks.stream().filter(m -> m instanceof Mark.Circle)).isNotEmpty();
  }

  @Test
  void aPathEndsBeforeTheFirstPointThatIsNotFinite() {
    var path =
        new DescentPath(
            "",
            List.of(new Point(0, 0), new Point(1, 1), new Point(Double.NaN, 0), new Point(2, 2)),
            Palette.BLUE);

    assertThat(path.draw(PLANE).toString()).doesNotContain("NaN").doesNotContain("x=70");
  }

  @Test
  void fourThousandStepsStaySmall() {
    Picture picture =
        DescentMap.of(
                "",
                "x",
                WIDE,
                "y",
                WIDE,
                (x, y) -> x * x + y * y + 2 * x + 2,
                List.of(descent("", 0.01, 4000)))
            .toPicture();

    assertThat(picture.toSvg().length()).isLessThan(60_000);
  }

  @Test
  void panelsStandSideBySideWithoutTouchingTexts() {
    Picture row =
        Picture.row(
            "rates",
            10,
            List.of(
                map("rate 0.9", descent("", 0.9, 200)), map("rate 0.1", descent("", 0.1, 100))));

    assertThat(Drawn.collisions(row)).isEmpty();
    assertThat(Drawn.outside(row)).isEmpty();
    assertThat(ParsedSvg.of(row).texts()).contains("rates", "rate 0.9", "rate 0.1");
    assertThat(Drawn.inked(Drawn.png(row, 1))).isGreaterThan(0.4);
  }

  @Test
  void sameMapSameBytes() {
    assertThat(map("m", descent("a", 0.1, 50)).toSvg())
        .isEqualTo(map("m", descent("a", 0.1, 50)).toSvg());
  }
}
