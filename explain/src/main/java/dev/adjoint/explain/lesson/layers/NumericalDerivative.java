package dev.adjoint.explain.lesson.layers;

import dev.adjoint.explain.lesson.working.Derivative;
import dev.adjoint.explain.lesson.working.LessonWords;
import dev.adjoint.explain.lesson.working.Numeric;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Sheet;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.Range;
import dev.adjoint.plot.chart.StepSweep;
import dev.adjoint.plot.chart.TangentChart;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Lesson 2: central differences, the choice of the step, tangents, partial derivatives.
public final class NumericalDerivative {

  private static final double STEP = 1e-4;

  private NumericalDerivative() {}

  /// Writes this section on the sheet.
  public static void write(Sheet sheet) {
    sheet.heading("difference.heading");
    sheet.paragraph("difference.text");
    sheet.lines("f′(x) ≈ (f(x + h) − f(x − h)) / 2h          h = 1e-4");
    tangent(sheet);
    sweep(sheet);
    partial(sheet);
  }

  private static void tangent(Sheet sheet) {
    Tensor x = Tensor.scalar(ElementType.F64, 5.0).requiresGrad();
    Tensor f = curve(x);
    Tensor slope = Gradients.of(f, x)[0];
    double numeric = Numeric.slope(NumericalDerivative::curve, 5, STEP);
    sheet.paragraph("difference.tangent");
    sheet.derivatives(
        "table.derivatives",
        Derivative.of(
                "slope", "f′(5) = 0.02·5 + 0.1", slope, Tensor.scalar(ElementType.F64, numeric))
            .exactly(0.2));
    double above = f.item() - slope.item() * 5;
    sheet.quantities(
        "difference.line",
        Quantity.of("tangentSlope", sheet.text("difference.slope"), slope).exactly(0.2),
        Quantity.of("tangentStart", sheet.text("difference.start"), above).exactly(-0.25));
    sheet.figure(
        "tangent", "difference.tangent.caption", words -> tangent(words, slope.item(), above));
  }

  private static Tensor curve(Tensor x) {
    return x.square().multiply(0.01).add(x.multiply(0.1));
  }

  private static double curve(double x) {
    return 0.01 * x * x + 0.1 * x;
  }

  private static Picture tangent(LessonWords words, double slope, double above) {
    String line = "y = " + NumberText.of(slope, 4) + "x − " + NumberText.of(-above, 4);
    return new TangentChart(
            words.text("difference.tangent.title"),
            Axis.linear("x"),
            Axis.linear("y"),
            "f(x) = 0.01x² + 0.1x",
            NumericalDerivative::curve,
            new Range(0, 20),
            List.of(new TangentChart.Tangent(5, slope, line, "f′(5) = " + NumberText.of(slope, 4))))
        .toPicture();
  }

  private static void sweep(Sheet sheet) {
    sheet.paragraph("difference.sweep");
    List<List<String>> rows = new ArrayList<>();
    for (int power : new int[] {-1, -2, -4, -6, -8, -10, -12, -14, -16, -50}) {
      double h = Math.pow(10, power);
      rows.add(
          List.of(
              NumberText.powerOfTen(power),
              NumberText.of(central(h), 3),
              NumberText.of(forward(h), 3),
              NumberText.of(centralSingle(h), 3)));
    }
    sheet.table(
        "difference.sweep.table",
        List.of(
            "h",
            sheet.text("difference.central"),
            sheet.text("difference.forward"),
            sheet.text("difference.single")),
        rows);
    sheet.claims(
        sheet.claim(
            "difference.large",
            central(1e-1) > 1e5 * central(STEP),
            NumberText.of(central(1e-1) / central(STEP), 2)),
        sheet.claim("difference.tiny", central(1e-12) > 1e3 * central(STEP)),
        sheet.claim(
            "difference.nothing", 1 + 1e-50 == 1 && Numeric.slope(Math::exp, 1, 1e-50) == 0),
        sheet.claim("difference.better", central(STEP) < 1e-3 * forward(STEP)));
    sheet.figure("step-sweep", "difference.sweep.caption", NumericalDerivative::sweep);
  }

  private static double central(double h) {
    return Math.abs(Numeric.slope(Math::exp, 1, h) - Math.E);
  }

  private static double forward(double h) {
    return Math.abs((Math.exp(1 + h) - Math.E) / h - Math.E);
  }

  /// The central difference with all numbers in F32.
  private static double centralSingle(double h) {
    float above = (float) Math.exp((float) (1 + h));
    float below = (float) Math.exp((float) (1 - h));
    return Math.abs((above - below) / (float) (2 * h) - Math.E);
  }

  private static Picture sweep(LessonWords words) {
    return StepSweep.of(
            words.text("difference.sweep.title"),
            "h",
            words.text("difference.error"),
            List.of(
                row(words.text("difference.central"), NumericalDerivative::central),
                row(words.text("difference.forward"), NumericalDerivative::forward),
                row(words.text("difference.single"), NumericalDerivative::centralSingle)),
            words.text("difference.best"))
        .toPicture();
  }

  private static StepSweep.Row row(String label, DoubleUnaryOperator error) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i <= 60; i++) {
      double h = Math.pow(10, -i / 4.0);
      double distance = error.applyAsDouble(h);
      if (Double.isFinite(distance)) {
        points.add(new Point(h, distance));
      }
    }
    return new StepSweep.Row(label, points);
  }

  private static void partial(Sheet sheet) {
    sheet.heading("partial.heading");
    sheet.paragraph("partial.text");
    Tensor vector = Tensor.of(ElementType.F64, -3.0, 4.0).requiresGrad();
    Tensor matrix = Tensor.of(ElementType.F64, new double[][] {{-3, 4}, {1, -2}}).requiresGrad();
    sheet.derivatives(
        "table.derivatives",
        Derivative.of(
                "gradient",
                "∇(x₀² + x₁²), [−3, 4]",
                Gradients.of(squares(vector), vector)[0],
                Numeric.gradient(NumericalDerivative::squares, vector.detach(), STEP))
            .exactly(-6, 8),
        Derivative.of(
                "gradient2d",
                "∇Σxᵢⱼ², [[−3, 4], [1, −2]]",
                Gradients.of(squares(matrix), matrix)[0],
                Numeric.gradient(NumericalDerivative::squares, matrix.detach(), STEP))
            .exactly(-6, 8, 2, -4));
  }

  private static Tensor squares(Tensor x) {
    return x.square().sum();
  }
}
