package dev.adjoint.explain.lesson.matrices;

import dev.adjoint.explain.derivation.NamedTensor;
import dev.adjoint.explain.derivation.TraceGraph;
import dev.adjoint.explain.lesson.model.SmallNet;
import dev.adjoint.explain.lesson.working.Derivative;
import dev.adjoint.explain.lesson.working.LessonWords;
import dev.adjoint.explain.lesson.working.Numeric;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Sheet;
import dev.adjoint.nn.Linear;
import dev.adjoint.plot.graph.GraphPicture;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.List;
import java.util.function.Function;

/// Lesson 5: the same net as two linear layers with bias, and the gradient of the sum of the
/// outputs, including the gradient with respect to the input.
public final class LinearLayers {

  private static final Tensor X = Tensor.of(ElementType.F64, 2.0, 2.0);

  private final Linear first = SmallNet.linear(new double[][] {{0.1, 0.2}, {0.3, 0.4}}, 0.1, 0.2);
  private final Linear second = SmallNet.linear(new double[][] {{0.5, 0.6}, {0.7, 0.8}}, 0.3, 0.4);

  private LinearLayers() {}

  /// Writes this section on the sheet.
  public static void write(Sheet sheet) {
    new LinearLayers().writeOn(sheet);
  }

  private void writeOn(Sheet sheet) {
    sheet.heading("linear.heading");
    sheet.paragraph("linear.text");
    sheet.lines(
        "h = W1·x + b1     y = W2·h + b2     S = y₁ + y₂     b1 = [0.1, 0.2], b2 = [0.3, 0.4]",
        "dS/dy = 1 = [1, 1]     dS/dW2 = 1·hᵀ     dS/db2 = 1     dS/dh = W2ᵀ·1",
        "dS/dW1 = (W2ᵀ·1)·xᵀ    dS/db1 = W2ᵀ·1    dS/dx = W1ᵀ·W2ᵀ·1");
    Tensor x = X.requiresGrad();
    Tensor[] made = new Tensor[3];
    Trace trace =
        Trace.of(() -> {
          made[0] = first.forward(x);
          made[1] = second.forward(made[0]);
          made[2] = made[1].sum();
        });
    sheet.quantities(
        "linear.values",
        Quantity.of("linear.h", "h", made[0]),
        Quantity.of("linear.y", "y", made[1]),
        Quantity.of("linear.S", "S", made[2]));
    Parameter w1 = first.weight();
    Parameter b1 = first.bias().orElseThrow();
    Parameter w2 = second.weight();
    Parameter b2 = second.bias().orElseThrow();
    Tensor[] g =
        Gradients.of(
            made[2], BackwardMode.RETAIN_GRAPH, w2.value(), b2.value(), w1.value(), b1.value(), x);
    List<NamedTensor> names =
        List.of(
            NamedTensor.input("x", x),
            NamedTensor.parameter("W1", w1),
            NamedTensor.parameter("b1", b1),
            NamedTensor.parameter("W2", w2),
            NamedTensor.parameter("b2", b2),
            NamedTensor.between("h", made[0]),
            NamedTensor.between("y", made[1]),
            NamedTensor.output("S", made[2]));
    sheet.derivatives(
        "table.derivatives",
        Derivative.of("linear.dW2", "dS/dW2", g[0], numeric(l -> l.second.weight())),
        Derivative.of("linear.db2", "dS/db2", g[1], numeric(l -> l.second.bias().orElseThrow())),
        Derivative.of("linear.dW1", "dS/dW1", g[2], numeric(l -> l.first.weight())),
        Derivative.of("linear.db1", "dS/db1", g[3], numeric(l -> l.first.bias().orElseThrow())),
        Derivative.of("linear.dx", "dS/dx", g[4], Numeric.gradient(this::sum, X)));
    Tensor ones = Tensor.onesLike(X);
    Tensor back = w2.value().detach().transpose().matmul(ones);
    Tensor toInput = w1.value().detach().transpose().matmul(back);
    sheet.quantities(
        "linear.products",
        Quantity.of("linear.outer2", "1·hᵀ", ones.outer(made[0].detach())).same(g[0]),
        Quantity.of("linear.outer1", "(W2ᵀ·1)·xᵀ", back.outer(X)).same(g[2]),
        Quantity.of("linear.input", "W1ᵀ·W2ᵀ·1", toInput).same(g[4]));
    sheet.paragraph("linear.reading");
    sheet.figure("linear", "linear.caption", words -> picture(words, trace, made[2], names));
  }

  private Tensor sum(Tensor x) {
    return second.forward(first.forward(x)).sum();
  }

  /// Measures on separate layers, because the parameters of the original layers must keep the
  /// values with which the graph was made.
  private static Tensor numeric(Function<LinearLayers, Parameter> which) {
    LinearLayers copy = new LinearLayers();
    Parameter parameter = which.apply(copy);
    return Numeric.gradient(
        value -> {
          parameter.replace(value);
          return copy.sum(X);
        },
        parameter.value().detach());
  }

  private static Picture picture(
      LessonWords words, Trace trace, Tensor sum, List<NamedTensor> names) {
    return GraphPicture.of(
        TraceGraph.of(words.text("linear.title"), words.text("linear.caption"), trace, sum, names),
        words.text("picture.value"),
        words.text("picture.gradient"));
  }
}
