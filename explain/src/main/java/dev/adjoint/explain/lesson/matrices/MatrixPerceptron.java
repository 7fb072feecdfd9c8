package dev.adjoint.explain.lesson.matrices;

import dev.adjoint.explain.lesson.model.SmallNet;
import dev.adjoint.explain.lesson.working.Derivative;
import dev.adjoint.explain.lesson.working.LessonWords;
import dev.adjoint.explain.lesson.working.Numeric;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Sheet;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.plot.graph.Network;
import dev.adjoint.plot.graph.NetworkPicture;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lesson 5: a 2-2-2 linear net without bias or activation, computed with matrices and by the
/// engine.
public final class MatrixPerceptron {

  private static final Tensor X = Tensor.of(ElementType.F64, 2.0, 2.0);
  private static final Tensor TARGET = Tensor.of(ElementType.F64, 1.0, 0.5);
  private static final double RATE = 0.1;

  private final Parameter w1 =
      Parameter.of(Tensor.of(ElementType.F64, new double[][] {{0.1, 0.2}, {0.3, 0.4}}));
  private final Parameter w2 =
      Parameter.of(Tensor.of(ElementType.F64, new double[][] {{0.5, 0.6}, {0.7, 0.8}}));

  private MatrixPerceptron() {}

  /// Writes this section on the sheet.
  public static void write(Sheet sheet) {
    new MatrixPerceptron().writeOn(sheet);
  }

  private void writeOn(Sheet sheet) {
    sheet.heading("matrix.heading");
    sheet.paragraph("matrix.text");
    sheet.lines(
        "x = [2, 2]   W1 = [[0.1, 0.2], [0.3, 0.4]]   W2 = [[0.5, 0.6], [0.7, 0.8]]   t = [1, 0.5]",
        "h = W1·x     y = W2·h     L = ((y₁ − t₁)² + (y₂ − t₂)²)/2          a = 0.1");
    Tensor h = w1.value().matmul(X);
    Tensor y = w2.value().matmul(h);
    Tensor loss = new MseLoss().of(y, TARGET);
    sheet.quantities(
        "matrix.forward",
        Quantity.of("matrix.h", "h", h).exactly(0.6, 1.4),
        Quantity.of("matrix.y", "y", y).exactly(1.14, 1.54),
        Quantity.of("matrix.L", "L", loss).exactly(0.5506));
    Tensor[] g = Gradients.of(loss, BackwardMode.RETAIN_GRAPH, y, h, w2.value(), w1.value());
    sheet.paragraph("matrix.backward");
    sheet.lines(
        "δ₂ = ∂L/∂y = y − t       dW2 = δ₂·hᵀ       W2 ← W2 − a·dW2",
        "δ₁ = ∂L/∂h = W2ᵀ·δ₂      dW1 = δ₁·xᵀ       W1 ← W1 − a·dW1");
    sheet.derivatives(
        "table.derivatives",
        Derivative.of(
            "matrix.delta2",
            "δ₂",
            g[0],
            Numeric.gradient(at -> new MseLoss().of(at, TARGET), y.detach())),
        Derivative.of(
            "matrix.delta1",
            "δ₁",
            g[1],
            Numeric.gradient(at -> new MseLoss().of(w2.value().matmul(at), TARGET), h.detach())),
        Derivative.of(
                "matrix.dW2",
                "dW2",
                g[2],
                Numeric.gradient(w -> loss(w1.value(), w), w2.value().detach()))
            .exactly(0.084, 0.196, 0.624, 1.456),
        Derivative.of(
                "matrix.dW1",
                "dW1",
                g[3],
                Numeric.gradient(w -> loss(w, w2.value()), w1.value().detach()))
            .exactly(1.596, 1.596, 1.832, 1.832));
    Tensor delta2 = y.detach().subtract(TARGET);
    Tensor delta1 = w2.value().detach().transpose().matmul(delta2);
    sheet.quantities(
        "matrix.products",
        Quantity.of("matrix.outer2", "δ₂·hᵀ", delta2.outer(h.detach())).same(g[2]),
        Quantity.of("matrix.outer1", "(W2ᵀ·δ₂)·xᵀ", delta1.outer(X)).same(g[3]));
    sheet.figure("matrices", "matrix.caption", words -> picture(words, h, y, g));
    step(sheet, loss);
  }

  private static Tensor loss(Tensor first, Tensor second) {
    return new MseLoss().of(second.matmul(first.matmul(X)), TARGET);
  }

  private void step(Sheet sheet, Tensor loss) {
    Optimizer optimizer = Optimizer.of(Parameters.of(List.of(w1, w2)), new Sgd(RATE));
    optimizer.zeroGrad();
    loss.backward();
    optimizer.step();
    Tensor after = loss(w1.value(), w2.value());
    sheet.quantities(
        "matrix.after",
        Quantity.of("matrix.newW2", "W2", w2.value()).exactly(0.4916, 0.5804, 0.6376, 0.6544),
        Quantity.of("matrix.newW1", "W1", w1.value()).exactly(-0.0596, 0.0404, 0.1168, 0.2168),
        Quantity.of("matrix.newL", "L", after));
    sheet.claims(sheet.claim("matrix.smaller", after.item() < loss.item()));
    sheet.caution("matrix.old");
  }

  private Picture picture(LessonWords words, Tensor h, Tensor y, Tensor[] g) {
    List<Network.Connection> lines = new ArrayList<>();
    lines.addAll(SmallNet.connections(0, w1.value(), g[3]));
    lines.addAll(SmallNet.connections(1, w2.value(), g[2]));
    return NetworkPicture.of(
        new Network(
            words.text("matrix.title"),
            words.text("matrix.caption"),
            List.of(
                SmallNet.column(words.text("picture.inputs"), "x", X, Optional.empty()),
                SmallNet.column(words.text("picture.hidden"), "h", h, Optional.of(g[1])),
                SmallNet.column(words.text("picture.output"), "y", y, Optional.of(g[0]))),
            lines,
            words.text("picture.forward"),
            words.text("picture.backward")));
  }
}
