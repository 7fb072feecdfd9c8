package dev.adjoint.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.plot.picture.Drawn;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.ParsedSvg;
import dev.adjoint.plot.picture.Picture;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChartTest {
  private static final double[] FALLING = {2.3, 1.4, 0.9, 0.6, 0.5, 0.45};

  private static Picture loss() {
    return new LossChart(
            "Loss",
            Axis.linear("epoch"),
            Axis.linear("cross-entropy"),
            List.of(
                new LossChart.Curve("train", List.of(2.3, 1.4, 0.9, 0.6)),
                new LossChart.Curve("validation", List.of(2.4, 1.5, 1.1, 1.2))),
            Optional.of(new LossChart.Best(1, 3, "best")))
        .toPicture();
  }

  @Test
  void lossChartNamesAxesCurvesAndBestEpoch() {
    var svg = ParsedSvg.of(loss());

    assertThat(svg.texts())
        .contains("Loss", "epoch", "cross-entropy", "train", "validation", "best 1.1", "1", "4");
    assertThat(loss().description()).startsWith("epoch 0.88 … 4.12").endsWith("train, validation");
  }

  @Test
  void textsDoNotLieOnEachOtherAndStayInside() {
    assertThat(Drawn.collisions(loss())).isEmpty();
    assertThat(Drawn.outside(loss())).isEmpty();
  }

  @Test
  void aLineBreaksWhereAValueIsNotFinite() {
    double[] values = {1, 2, Double.NaN, 3, 4, Double.POSITIVE_INFINITY, 5};
    Picture picture =
        Chart.of("", Axis.linear("x"), Axis.linear("y"))
            .with(Line.of("", values, Palette.BLUE))
            .toPicture();

    var svg = ParsedSvg.of(picture);

    assertThat(
            svg.all("polyline").stream()
                .filter(e -> e.getAttribute("stroke").equals(Palette.BLUE.toHex())))
        .hasSize(2);
    assertThat(svg.all("circle")).as("the point that stands alone").hasSize(1);
  }

  @Test
  void aLogarithmicAxisPassesOverZero() {
    double[] values = {0, 1e-8, 1e-4, 1};
    Picture picture =
        Chart.of("", Axis.linear("x"), Axis.log("y"))
            .with(Line.of("error", values, Palette.BLUE))
            .toPicture();

    assertThat(ParsedSvg.of(picture).texts()).contains("10⁻⁸", "10⁻⁴", "1");
  }

  @Test
  void anEmptyChartAndAConstantLineAreDrawn() {
    Chart empty = Chart.of("nothing", Axis.linear("x"), Axis.log("y"));
    Chart flat =
        Chart.of("flat", Axis.linear("x"), Axis.linear("y"))
            .with(Line.of("", new double[] {5, 5, 5}, Palette.BLUE));

    assertThat(ParsedSvg.of(empty.toPicture()).texts()).contains("nothing");
    assertThat(ParsedSvg.of(flat.toPicture()).texts()).contains("5.0");
  }

  @Test
  void hugeValuesStayFiniteInThePicture() {
    double[] values = {1, 1e300, -1e300, Double.MAX_VALUE};
    Chart chart =
        Chart.of("", Axis.linear("x"), Axis.linear("y").withRange(new Range(0, 1)))
            .with(Line.of("", values, Palette.BLUE));

    assertThat(chart.toPicture().toSvg()).doesNotContain("NaN", "Infinity");
  }

  @Test
  void linesInOneCallAreThoseOfTheChart() {
    Line line = Line.of("loss", FALLING, Palette.BLUE);

    assertThat(Chart.lines("Loss", Axis.linear("epoch"), Axis.log("loss"), line))
        .isEqualTo(Chart.of("Loss", Axis.linear("epoch"), Axis.log("loss")).with(line).toPicture());
  }

  @Test
  void equalScalesMakeUnitsEquallyLong() {
    Chart chart =
        Chart.of(
                "",
                Axis.linear("x").withRange(new Range(0, 10)),
                Axis.linear("y").withRange(new Range(0, 5)))
            .withSize(600, 600)
            .withEqualScales();

    Picture picture = chart.toPicture();

    assertThat(picture.height()).isLessThan(400);
  }

  @Test
  void sameChartSameBytes() {
    assertThat(loss().toSvg()).isEqualTo(loss().toSvg());
    assertThat(loss().toPng(1)).isEqualTo(loss().toPng(1));
  }

  @Test
  void pngIsDrawn() {
    var image = Drawn.png(loss(), 1.5);

    assertThat(image.getWidth()).isEqualTo(960);
    assertThat(image.getHeight()).isEqualTo(600);
    assertThat(Drawn.inked(image)).isBetween(0.02, 0.3);
  }

  @Test
  void theBestEpochMustBeOnItsCurve() {
    assertThatThrownBy(() ->
            new LossChart(
                "",
                Axis.linear(""),
                Axis.linear(""),
                List.of(new LossChart.Curve("", List.of(1.0))),
                Optional.of(new LossChart.Best(0, 2, ""))))
        .hasMessage("loss chart: the best epoch is one of the curve's 1 to 1, but it is 2");
  }

  @Test
  void everyXNeedsAY() {
    assertThatThrownBy(() -> Line.of("", new double[2], FALLING, Palette.BLUE))
        .hasMessage("chart: one y for each x, but there are 2 x and 6 y");
  }

  @Test
  void aChartNeedsRoom() {
    assertThatThrownBy(() -> Chart.of("", Axis.linear(""), Axis.linear("")).withSize(100, 300))
        .hasMessage(
            "chart: width is at least 160 and height at least 120 pixels, but width is 100.0 and"
                + " height is 300.0");
  }
}
