package dev.adjoint.explain.lesson.layers;

import dev.adjoint.explain.lesson.model.GradientDescent;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Sheet;
import dev.adjoint.plot.chart.DescentMap;
import dev.adjoint.plot.chart.DescentPath;
import dev.adjoint.plot.chart.Range;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Lesson 2: descent on `x0² + x1²` from (−3, 4) with four rates.
public final class Descents {

  private static final Tensor START = Tensor.of(ElementType.F64, -3.0, 4.0);

  private Descents() {}

  /// Writes this section on the sheet.
  public static void write(Sheet sheet) {
    sheet.heading("descent.heading");
    sheet.paragraph("descent.text");
    sheet.lines("x ← x − η·∇f(x)          f(x) = x₀² + x₁²          ∇f = (2x₀, 2x₁)");
    GradientDescent swinging = descent(0.9, 200);
    GradientDescent good = descent(0.1, 100);
    GradientDescent running = descent(10, 100);
    GradientDescent still = descent(1e-10, 100);
    sheet.quantities(
        "descent.ends",
        Quantity.of("swinging", "η = 0.9, 200", swinging.end())
            .rounded("-1.24485e-19", "1.65981e-19"),
        Quantity.of("good", "η = 0.1, 100", good.end()).rounded("-6.11111e-10", "8.14814e-10"),
        Quantity.of("running", "η = 10, 100", running.end()),
        Quantity.of("still", "η = 1e-10, 100", still.end()));
    sheet.claims(
        sheet.claim("descent.swings", changesSides(swinging)),
        sheet.claim("descent.straight", !changesSides(good) && good.value() < 1e-17),
        sheet.claim(
            "descent.diverges",
            grows(running),
            NumberText.of(running.value() / START.square().sum().item(), 2)),
        sheet.claim("descent.stays", still.end().subtract(START).abs().sum().item() < 1e-6));
    sheet.figure(
        "descent",
        "descent.caption",
        words ->
            Picture.column(
                words.text("descent.title"),
                8,
                List.of(
                    Picture.row("", 8, List.of(map(swinging, 0.9, 5), map(good, 0.1, 5))),
                    Picture.row("", 8, List.of(map(running, 10, 80), map(still, 1e-10, 5))))));
  }

  private static GradientDescent descent(double rate, int steps) {
    return GradientDescent.of(x -> x.square().sum(), START, rate, steps);
  }

  private static boolean changesSides(GradientDescent descent) {
    double[] x = descent.path(0);
    return IntStream.range(1, x.length).allMatch(i -> x[i] * x[i - 1] < 0);
  }

  private static boolean grows(GradientDescent descent) {
    double[] x = descent.path(0);
    return IntStream.range(1, x.length).allMatch(i -> Math.abs(x[i]) > Math.abs(x[i - 1]));
  }

  /// The points up to the first that is far outside the picture. Later points are not visible.
  private static List<Point> near(GradientDescent descent, double reach) {
    List<Point> points = new ArrayList<>();
    for (Tensor at : descent.points()) {
      double[] x = at.toDoubleArray();
      points.add(new Point(x[0], x[1]));
      if (Math.abs(x[0]) > reach) {
        return points;
      }
    }
    return points;
  }

  private static Picture map(GradientDescent descent, double rate, double reach) {
    Range range = new Range(-reach, reach);
    List<DescentPath> paths = new ArrayList<>();
    paths.add(new DescentPath("", near(descent, 100 * reach), Palette.ORANGE));
    return DescentMap.of(
            "η = " + NumberText.of(rate, 3),
            "x₀",
            range,
            "x₁",
            range,
            (a, b) -> a * a + b * b,
            paths)
        .toPicture(460, 400);
  }
}
