package dev.adjoint.explain.lesson.automatic;

import dev.adjoint.explain.derivation.NamedTensor;
import dev.adjoint.explain.derivation.TraceGraph;
import dev.adjoint.explain.lesson.working.Derivative;
import dev.adjoint.explain.lesson.working.LessonWords;
import dev.adjoint.explain.lesson.working.Numeric;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Sheet;
import dev.adjoint.nn.loss.SquaredErrorLoss;
import dev.adjoint.plot.graph.GraphPicture;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.List;

/// Lesson 4: `ŷ = w2·(w1·x)`, first with the formulas of the derivatives, then by `backward()`.
public final class TwoWeights {

  private static final Tensor X = Tensor.scalar(ElementType.F64, 2.0);
  private static final Tensor Y = Tensor.scalar(ElementType.F64, 1.0);

  private TwoWeights() {}

  /// Writes this section on the sheet.
  public static void write(Sheet sheet) {
    sheet.heading("weights.heading");
    sheet.paragraph("weights.text");
    sheet.lines(
        "z₁ = w1·x     ŷ = w2·z₁     L = ½·(y − ŷ)²          w1 = 0.5, w2 = −0.3, x = 2, y = 1",
        "∂L/∂w2 = −(y − ŷ)·z₁        ∂L/∂w1 = −(y − ŷ)·w2·x");
    Parameter w1 = Parameter.of(Tensor.scalar(ElementType.F64, 0.5));
    Parameter w2 = Parameter.of(Tensor.scalar(ElementType.F64, -0.3));
    Tensor[] made = new Tensor[3];
    Trace trace =
        Trace.of(() -> {
          made[0] = w1.value().multiply(X);
          made[1] = w2.value().multiply(made[0]);
          made[2] = loss(made[1]);
        });
    double guess = made[1].item();
    double error = Y.item() - guess;
    sheet.quantities(
        "weights.values",
        Quantity.of("auto.z", "z₁", made[0]).exactly(1),
        Quantity.of("auto.guess", "ŷ", made[1]).exactly(-0.3),
        Quantity.of("auto.L", "L", made[2]).exactly(0.845));
    made[2].backward(BackwardMode.RETAIN_GRAPH);
    sheet.lines("loss.backward();", "w1.gradient();   w2.gradient();");
    sheet.derivatives(
        "table.derivatives",
        Derivative.of(
                "auto.dw2",
                "∂L/∂w2",
                w2.gradient(),
                Numeric.gradient(w -> loss(w.multiply(made[0])), w2.value()))
            .exactly(-1.3),
        Derivative.of(
                "auto.dw1",
                "∂L/∂w1",
                w1.gradient(),
                Numeric.gradient(w -> loss(w2.value().multiply(w.multiply(X))), w1.value()))
            .exactly(0.78));
    sheet.quantities(
        "weights.formulas",
        Quantity.of("auto.formula2", "−(y − ŷ)·z₁", -error * made[0].item()).exactly(-1.3),
        Quantity.of("auto.formula1", "−(y − ŷ)·w2·x", -error * w2.value().item() * X.item())
            .exactly(0.78));
    List<NamedTensor> names =
        List.of(
            NamedTensor.input("x", X),
            NamedTensor.input("y", Y),
            NamedTensor.parameter("w1", w1),
            NamedTensor.parameter("w2", w2),
            NamedTensor.between("z₁", made[0]),
            NamedTensor.between("ŷ", made[1]),
            NamedTensor.output("L", made[2]));
    sheet.figure("two-weights", "weights.caption", words -> picture(words, trace, made[2], names));
  }

  private static Tensor loss(Tensor guess) {
    return new SquaredErrorLoss().of(guess, Y);
  }

  private static Picture picture(
      LessonWords words, Trace trace, Tensor loss, List<NamedTensor> names) {
    return GraphPicture.of(
        TraceGraph.of("ŷ = w2·(w1·x)", words.text("weights.caption"), trace, loss, names),
        words.text("picture.value"),
        words.text("picture.gradient"));
  }
}
