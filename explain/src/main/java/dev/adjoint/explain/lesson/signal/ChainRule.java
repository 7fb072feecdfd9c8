package dev.adjoint.explain.lesson.signal;

import dev.adjoint.explain.derivation.NamedTensor;
import dev.adjoint.explain.derivation.TraceGraph;
import dev.adjoint.explain.lesson.working.Derivative;
import dev.adjoint.explain.lesson.working.LessonWords;
import dev.adjoint.explain.lesson.working.Numeric;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Sheet;
import dev.adjoint.plot.graph.GraphPicture;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Lesson 3: the chain rule along one path and at a branch.
public final class ChainRule {

  private ChainRule() {}

  /// Writes this section on the sheet.
  public static void write(Sheet sheet) {
    straight(sheet);
    branch(sheet);
  }

  private static void straight(Sheet sheet) {
    sheet.heading("chain.heading");
    sheet.paragraph("chain.straight");
    sheet.lines(
        "u = x²      v = sin u      f = exp v          x = 0.5",
        "df/dx = df/dv · dv/du · du/dx = exp v · cos u · 2x");
    Tensor x = Tensor.scalar(ElementType.F64, 0.5).requiresGrad();
    Tensor[] made = new Tensor[3];
    Trace trace =
        Trace.of(() -> {
          made[0] = x.square();
          made[1] = made[0].sin();
          made[2] = made[1].exp();
        });
    Tensor[] g = Gradients.of(made[2], BackwardMode.RETAIN_GRAPH, made[1], made[0], x);
    double dvdu = Math.cos(0.25);
    sheet.derivatives(
        "table.derivatives",
        derivative("chain.dv", "df/dv = exp v", g[0], Math::exp, made[1]),
        derivative("chain.du", "df/du = df/dv · cos u", g[1], u -> Math.exp(Math.sin(u)), made[0]),
        derivative("chain.dx", "df/dx = df/du · 2x", g[2], at -> Math.exp(Math.sin(at * at)), x));
    sheet.quantities(
        "chain.factors",
        Quantity.of("chain.product", "exp v · cos u · 2x", g[2])
            .same(Tensor.scalar(ElementType.F64, Math.exp(Math.sin(0.25)) * dvdu * 2 * 0.5)));
    List<NamedTensor> names =
        List.of(
            NamedTensor.input("x", x),
            NamedTensor.between("u", made[0]),
            NamedTensor.between("v", made[1]),
            NamedTensor.output("f", made[2]));
    sheet.figure(
        "chain",
        "chain.caption",
        words -> picture(words, "chain.title", "chain.caption", trace, made[2], names));
  }

  private static void branch(Sheet sheet) {
    sheet.paragraph("chain.branch");
    sheet.lines(
        "a = 2·x     b = x²     f = a·b          x = 3",
        "df/dx = ∂f/∂a · da/dx + ∂f/∂b · db/dx = b·2 + a·2x");
    Tensor x = Tensor.scalar(ElementType.F64, 3.0).requiresGrad();
    Tensor[] made = new Tensor[3];
    Trace trace =
        Trace.of(() -> {
          made[0] = x.multiply(2);
          made[1] = x.square();
          made[2] = made[0].multiply(made[1]);
        });
    Tensor[] g = Gradients.of(made[2], BackwardMode.RETAIN_GRAPH, made[0], made[1], x);
    sheet.derivatives(
        "table.derivatives",
        derivative("branch.da", "∂f/∂a = b", g[0], a -> a * 9, made[0]).exactly(9),
        derivative("branch.db", "∂f/∂b = a", g[1], b -> 6 * b, made[1]).exactly(6),
        derivative("branch.dx", "df/dx", g[2], at -> 2 * at * at * at, x).exactly(54));
    double alongA = g[0].item() * 2;
    double alongB = g[1].item() * 2 * 3;
    sheet.quantities(
        "chain.ways",
        Quantity.of("branch.a", sheet.text("chain.along", "a"), alongA).exactly(18),
        Quantity.of("branch.b", sheet.text("chain.along", "b"), alongB).exactly(36),
        Quantity.of("branch.sum", sheet.text("chain.sum"), alongA + alongB).exactly(54));
    List<NamedTensor> names =
        List.of(
            NamedTensor.input("x", x),
            NamedTensor.between("a", made[0]),
            NamedTensor.between("b", made[1]),
            NamedTensor.output("f", made[2]));
    sheet.figure(
        "branch",
        "branch.caption",
        words -> picture(words, "branch.title", "branch.caption", trace, made[2], names));
  }

  private static Derivative derivative(
      String id, String label, Tensor analytic, DoubleUnaryOperator f, Tensor at) {
    Tensor numeric = Tensor.scalar(ElementType.F64, Numeric.slope(f, at.item(), 1e-5));
    return Derivative.of(id, label, analytic, numeric);
  }

  private static Picture picture(
      LessonWords words,
      String title,
      String description,
      Trace trace,
      Tensor result,
      List<NamedTensor> names) {
    return GraphPicture.of(
        TraceGraph.of(words.text(title), words.text(description), trace, result, names),
        words.text("picture.value"),
        words.text("picture.gradient"));
  }
}
