package dev.adjoint.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.plot.picture.Drawn;
import dev.adjoint.plot.picture.ParsedSvg;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionChartsTest {
  private static final Range WIDE = new Range(-5, 5);

  private static Picture tangent() {
    return new TangentChart(
            "tangent",
            Axis.linear("x"),
            Axis.linear("f(x)"),
            "f(x) = 0.01x² + 0.1x",
            x -> 0.01 * x * x + 0.1 * x,
            new Range(0, 20),
            List.of(new TangentChart.Tangent(5, 0.2, "y = 0.2x − 0.25", "f′(5) = 0.2")))
        .toPicture();
  }

  private static Picture sweep() {
    List<Point> errors = new ArrayList<>();
    for (int e = 1; e <= 12; e++) {
      double h = Math.pow(10, -e);
      errors.add(new Point(h, h * h + 1e-16 / h));
    }
    errors.add(new Point(1e-13, 0));
    return StepSweep.of(
            "sweep",
            "step h",
            "absolute error",
            List.of(new StepSweep.Row("central difference", errors)),
            "best h")
        .toPicture();
  }

  private static Picture surface(List<Point> path) {
    return new SurfaceChart(
            "f(x, y) = x² + y² + 2x + 2",
            "x",
            "y",
            "f",
            Grid.of((x, y) -> x * x + y * y + 2 * x + 2, WIDE, WIDE, 31, 31),
            path)
        .toPicture();
  }

  @Test
  void textsAreThereApartAndInside() {
    Picture surface = surface(List.of(new Point(1, 4), new Point(-1, 0)));
    for (Picture picture : List.of(tangent(), sweep(), surface)) {
      assertThat(Drawn.collisions(picture)).isEmpty();
      assertThat(Drawn.outside(picture)).isEmpty();
      assertThat(Drawn.inked(Drawn.png(picture, 1))).isBetween(0.02, 0.6);
    }
    assertThat(ParsedSvg.of(tangent()).texts())
        .contains("f(x) = 0.01x² + 0.1x", "y = 0.2x − 0.25", "f′(5) = 0.2", "x", "f(x)", "20");
    assertThat(ParsedSvg.of(sweep()).texts())
        .contains("step h", "absolute error", "central difference", "best h", "10⁻⁸");
    assertThat(ParsedSvg.of(surface).texts()).contains("x", "y", "f", "−4", "40");
  }

  @Test
  void theTangentTouchesItsFunction() {
    var rings =
        ParsedSvg.of(tangent()).all("circle").stream()
            .filter(e -> e.getAttribute("fill").equals("#ffffff"))
            .toList();

    assertThat(rings).hasSize(1);
  }

  @Test
  void aSurfaceIsPaintedCellByCellAndSkipsHoles() {
    Picture whole = surface(List.of());
    Picture holed =
        new SurfaceChart(
                "",
                "x",
                "y",
                "f",
                Grid.of((x, y) -> x > 4.9 ? Double.NaN : x + y, WIDE, WIDE, 31, 31),
                List.of())
            .toPicture();

    int frame = 1;
    assertThat(ParsedSvg.of(whole).all("polygon")).hasSize(900 + frame);
    assertThat(ParsedSvg.of(holed).all("polygon")).hasSize(870 + frame);
  }

  @Test
  void aFineGridIsDrawnCoarser() {
    Picture fine =
        new SurfaceChart(
                "", "x", "y", "f", Grid.of((x, y) -> x * y, WIDE, WIDE, 301, 301), List.of())
            .toPicture();

    assertThat(ParsedSvg.of(fine).all("polygon")).hasSizeLessThan(4000);
  }
}
