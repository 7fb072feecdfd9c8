package dev.adjoint.explain.lesson.signal;

import dev.adjoint.explain.lesson.model.GradientDescent;
import dev.adjoint.explain.lesson.working.Derivative;
import dev.adjoint.explain.lesson.working.LessonWords;
import dev.adjoint.explain.lesson.working.Numeric;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Sheet;
import dev.adjoint.plot.chart.DescentMap;
import dev.adjoint.plot.chart.DescentPath;
import dev.adjoint.plot.chart.Grid;
import dev.adjoint.plot.chart.Range;
import dev.adjoint.plot.chart.SurfaceChart;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Lesson 3: `f(x, y) = x² + y² + 2x + 2` from (1, 4), 4,000 steps of rate 0.01.
public final class LongDescent {

  private static final Tensor START = Tensor.of(ElementType.F64, 1.0, 4.0);
  private static final int STEPS = 4000;
  private static final Range X = new Range(-4, 3);
  private static final Range Y = new Range(-2, 5);

  private LongDescent() {}

  /// Writes this section on the sheet.
  public static void write(Sheet sheet) {
    sheet.heading("long.heading");
    sheet.paragraph("long.text");
    sheet.lines("f(x, y) = x² + y² + 2x + 2      ∂f/∂x = 2x + 2      ∂f/∂y = 2y");
    Tensor leaf = START.requiresGrad();
    sheet.derivatives(
        "table.derivatives",
        Derivative.of(
                "long.gradient",
                "∇f(1, 4)",
                Gradients.of(f(leaf), leaf)[0],
                Numeric.gradient(LongDescent::f, START))
            .exactly(4, 8));
    GradientDescent descent = GradientDescent.of(LongDescent::f, START, 0.01, STEPS);
    List<List<String>> rows = new ArrayList<>();
    for (int step : new int[] {0, 1, 2, 10, 50, 100, 200, 500, 1000, 2000, STEPS}) {
      double[] at = descent.points().get(step).toDoubleArray();
      rows.add(
          List.of(
              Integer.toString(step),
              NumberText.of(at[0], 8),
              NumberText.of(at[1], 8),
              NumberText.of(descent.values().get(step), 10)));
    }
    sheet.table("long.table", List.of(sheet.text("picture.step"), "x", "y", "f"), rows);
    // The remaining distance is 0.98^4000, about 8e-36 of the start. This is far below the last bit
    // of −1.
    sheet.quantities(
        "long.end",
        Quantity.of("long.x", "x", descent.end().select(0, 0)).exactly(-1),
        Quantity.of("long.y", "y", descent.end().select(0, 1)).exactly(0),
        Quantity.of("long.f", "f", descent.value()).exactly(1));
    sheet.figure("descent-contours", "long.contours", words -> contours(words, descent));
    sheet.figure("descent-surface", "long.surface", words -> surface(words, descent));
  }

  private static Tensor f(Tensor at) {
    return at.square().sum().add(at.select(0, 0).multiply(2)).add(2);
  }

  private static double f(double x, double y) {
    return x * x + y * y + 2 * x + 2;
  }

  private static Picture contours(LessonWords words, GradientDescent descent) {
    return DescentMap.of(
            words.text("long.contours.title"),
            "x",
            X,
            "y",
            Y,
            LongDescent::f,
            List.of(DescentPath.of("η = 0.01", descent.path(0), descent.path(1), Palette.ORANGE)))
        .toPicture();
  }

  private static Picture surface(LessonWords words, GradientDescent descent) {
    double[] x = descent.path(0);
    double[] y = descent.path(1);
    List<Point> path = new ArrayList<>();
    for (int i = 0; i < x.length; i += 4) {
      path.add(new Point(x[i], y[i]));
    }
    return new SurfaceChart(
            words.text("long.surface.title"),
            "x",
            "y",
            "f",
            Grid.of(LongDescent::f, X, Y, 61, 61),
            path)
        .toPicture();
  }
}
