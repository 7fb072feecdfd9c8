package dev.adjoint.explain.lesson.signal;

import dev.adjoint.explain.lesson.model.SmallNet;
import dev.adjoint.explain.lesson.working.Derivative;
import dev.adjoint.explain.lesson.working.LessonWords;
import dev.adjoint.explain.lesson.working.Numeric;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Sheet;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.loss.SquaredErrorLoss;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.plot.graph.Network;
import dev.adjoint.plot.graph.NetworkPicture;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lesson 3: the error signal δ of every unit of a 2-3-2 net with sigmoid units, which flows back
/// along the weights; then the change of each weight.
public final class ErrorSignal {

  private static final Tensor X = Tensor.of(ElementType.F64, 1.0, 0.5);
  private static final Tensor TARGET = Tensor.of(ElementType.F64, 0.9, 0.1);
  private static final double RATE = 0.5;

  private final Linear first =
      SmallNet.linear(new double[][] {{0.2, -0.4}, {0.7, 0.1}, {-0.5, 0.6}}, 0.1, 0, -0.1);
  private final Linear second =
      SmallNet.linear(new double[][] {{0.5, -0.3, 0.8}, {-0.6, 0.4, 0.2}}, 0.05, -0.05);

  private ErrorSignal() {}

  /// Writes this section on the sheet.
  public static void write(Sheet sheet) {
    new ErrorSignal().writeOn(sheet);
  }

  /// The values that one forward pass computes.
  private record Run(Tensor s1, Tensor h, Tensor s2, Tensor y, Tensor loss) {}

  private Run run() {
    Tensor s1 = first.forward(X);
    Tensor h = s1.sigmoid();
    Tensor s2 = second.forward(h);
    return new Run(s1, h, s2, s2.sigmoid(), lossOfSums(s2));
  }

  private static Tensor lossOfSums(Tensor s2) {
    return new SquaredErrorLoss().of(s2.sigmoid(), TARGET);
  }

  private Tensor lossOfHidden(Tensor h) {
    return lossOfSums(second.forward(h));
  }

  private void writeOn(Sheet sheet) {
    sheet.heading("signal.heading");
    sheet.paragraph("signal.text");
    sheet.lines(
        "δ₂ = (y − t) ⊙ y ⊙ (1 − y)              δ₁ = (W2ᵀ·δ₂) ⊙ h ⊙ (1 − h)",
        "∂L/∂W2 = δ₂·hᵀ      ∂L/∂b2 = δ₂         ∂L/∂W1 = δ₁·xᵀ      ∂L/∂b1 = δ₁");
    Run run = run();
    sheet.quantities(
        "signal.values",
        Quantity.of("signal.h", "h", run.h()),
        Quantity.of("signal.y", "y", run.y()),
        Quantity.of("signal.L", "L", run.loss()));
    Tensor[] g = gradients(run);
    signals(sheet, run, g);
    weights(sheet, run, g);
    sheet.figure("delta", "signal.caption", words -> picture(words, run, g));
    sheet.figure("delta-activations", "signal.activations", words -> onlySignals(words, run, g));
    update(sheet, run);
  }

  /// The gradients of the sums and activations from the output back, then those of the weights.
  private Tensor[] gradients(Run run) {
    return Gradients.of(
        run.loss(),
        BackwardMode.RETAIN_GRAPH,
        run.s2(),
        run.h(),
        run.s1(),
        second.weight().value(),
        first.weight().value());
  }

  private void signals(Sheet sheet, Run run, Tensor[] g) {
    sheet.derivatives(
        "signal.signals",
        Derivative.of(
            "delta2", "δ₂ = ∂L/∂s₂", g[0], Numeric.gradient(ErrorSignal::lossOfSums, run.s2())),
        Derivative.of(
            "signal.dh", "W2ᵀ·δ₂ = ∂L/∂h", g[1], Numeric.gradient(this::lossOfHidden, run.h())),
        Derivative.of(
            "delta1",
            "δ₁ = ∂L/∂s₁",
            g[2],
            Numeric.gradient(s1 -> lossOfHidden(s1.sigmoid()), run.s1())));
    Tensor y = run.y().detach();
    Tensor h = run.h().detach();
    Tensor delta2 = y.subtract(TARGET).multiply(y).multiply(y.negative().add(1));
    Tensor back = second.weight().value().detach().transpose().matmul(delta2);
    sheet.quantities(
        "signal.byHand",
        Quantity.of("signal.delta2", "(y − t) ⊙ y ⊙ (1 − y)", delta2).same(g[0]),
        Quantity.of(
                "signal.delta1",
                "(W2ᵀ·δ₂) ⊙ h ⊙ (1 − h)",
                back.multiply(h).multiply(h.negative().add(1)))
            .same(g[2]));
  }

  private void weights(Sheet sheet, Run run, Tensor[] g) {
    sheet.paragraph("signal.weights");
    sheet.derivatives(
        "table.derivatives",
        Derivative.of(
            "signal.dW2",
            "∂L/∂W2 = δ₂·hᵀ",
            g[3],
            Numeric.gradient(
                w -> lossOfSums(run.h().linear(w, second.bias().orElseThrow().value())),
                second.weight().value())),
        Derivative.of(
            "signal.dW1",
            "∂L/∂W1 = δ₁·xᵀ",
            g[4],
            Numeric.gradient(
                w -> lossOfHidden(X.linear(w, first.bias().orElseThrow().value()).sigmoid()),
                first.weight().value())));
    sheet.quantities(
        "signal.outer",
        Quantity.of("signal.outer2", "δ₂·hᵀ", g[0].outer(run.h().detach())).same(g[3]),
        Quantity.of("signal.outer1", "δ₁·xᵀ", g[2].outer(X)).same(g[4]));
  }

  private void update(Sheet sheet, Run run) {
    sheet.paragraph("signal.update");
    Tensor w2 = second.weight().value().detach();
    Tensor w1 = first.weight().value().detach();
    Optimizer optimizer = Optimizer.of(Parameters.of(List.of(first, second)), new Sgd(RATE));
    optimizer.zeroGrad();
    run.loss().backward();
    optimizer.step();
    sheet.quantities(
        "signal.changes",
        Quantity.of("signal.changeW2", "ΔW2", second.weight().value().subtract(w2)),
        Quantity.of("signal.changeW1", "ΔW1", first.weight().value().subtract(w1)),
        Quantity.of("signal.newL", "L", run().loss()));
    sheet.claims(sheet.claim("signal.smaller", run().loss().item() < run.loss().item()));
  }

  private Picture picture(LessonWords words, Run run, Tensor[] g) {
    List<Network.Connection> lines = new ArrayList<>();
    lines.addAll(SmallNet.connections(0, first.weight().value(), g[4]));
    lines.addAll(SmallNet.connections(1, second.weight().value(), g[3]));
    return draw(words, "signal.title", "signal.caption", run, g, lines);
  }

  /// The lines show only the weights, by which the error signal is multiplied on its way back.
  private Picture onlySignals(LessonWords words, Run run, Tensor[] g) {
    List<Network.Connection> lines = new ArrayList<>();
    lines.addAll(SmallNet.connections(0, first.weight().value(), g[4]));
    lines.addAll(SmallNet.connections(1, second.weight().value(), g[3]));
    lines.replaceAll(
        c -> new Network.Connection(c.column(), c.from(), c.to(), c.weight(), c.text(), ""));
    return draw(words, "signal.activations.title", "signal.activations", run, g, lines);
  }

  private static Picture draw(
      LessonWords words,
      String title,
      String description,
      Run run,
      Tensor[] g,
      List<Network.Connection> lines) {
    return NetworkPicture.of(
        new Network(
            words.text(title),
            words.text(description),
            List.of(
                SmallNet.column(words.text("picture.inputs"), "x", X, Optional.empty()),
                SmallNet.column(words.text("picture.hidden"), "h", run.h(), Optional.of(g[2])),
                SmallNet.column(words.text("picture.output"), "y", run.y(), Optional.of(g[0]))),
            lines,
            words.text("picture.forward"),
            words.text("picture.backward")));
  }
}
