package dev.adjoint.explain.lesson.layers;

import dev.adjoint.explain.lesson.working.Derivative;
import dev.adjoint.explain.lesson.working.Numeric;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Sheet;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.ProbabilityCrossEntropyLoss;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Tensor;

/// Lesson 2: the gradient of a net of one layer with softmax and cross-entropy, and the mistake of
/// applying softmax twice.
public final class NetGradient {

  private static final Tensor X = Tensor.of(ElementType.F64, 0.6, 0.9);
  private static final Tensor TARGET = Tensor.scalar(ElementType.I64, 2);

  private NetGradient() {}

  /// Writes this section on the sheet.
  public static void write(Sheet sheet) {
    sheet.heading("gradient.heading");
    sheet.paragraph("gradient.text");
    sheet.lines(
        "W = [[0.47355232, 0.9977393, 0.84668094], [0.85557411, 0.03563661, 0.69422093]]",
        "x = [0.6, 0.9]      t = 2      a = x·W      p = softmax(a)      L = −log p[t]");
    Tensor w =
        Tensor.of(
                ElementType.F64,
                new double[][] {
                  {0.47355232, 0.9977393, 0.84668094}, {0.85557411, 0.03563661, 0.69422093}
                })
            .requiresGrad();
    Tensor scores = X.matmul(w);
    Tensor p = scores.softmax(-1);
    Tensor loss = loss(w);
    sheet.quantities(
        "gradient.values",
        Quantity.of("net.a", "a", scores),
        Quantity.of("net.p", "p", p).rounded("0.36541271", "0.23927078", "0.39531651"),
        Quantity.of("net.L", "L", loss).rounded("0.928068538748"),
        Quantity.of(
            "net.fromP",
            sheet.text("gradient.fromP"),
            new ProbabilityCrossEntropyLoss().of(p, TARGET)));
    sheet.derivatives(
        "table.derivatives",
        Derivative.of(
                "net.dW",
                "∂L/∂W",
                Gradients.of(loss, w)[0],
                Numeric.gradient(NetGradient::loss, w.detach()))
            .rounded(
                "0.21924763",
                "0.14356247",
                "-0.36281009",
                "0.32887144",
                "0.2153437",
                "-0.54421514"));
    sheet.paragraph("gradient.reading");
    sheet.caution("gradient.twice");
    sheet.lines(
        "new CrossEntropyLoss().of(a, t)    // " + sheet.text("gradient.right"),
        "new CrossEntropyLoss().of(p, t)    // " + sheet.text("gradient.mistaken"));
    Tensor twice = new CrossEntropyLoss().of(p, TARGET);
    sheet.quantities(
        "gradient.mistake",
        Quantity.of("net.twice", "softmax(softmax(a))", p.softmax(-1)),
        Quantity.of("net.wrong", sheet.text("gradient.wrong"), twice).rounded("1.038883"));
    sheet.claims(sheet.claim("gradient.differ", twice.item() - loss.item() > 0.1));
  }

  private static Tensor loss(Tensor w) {
    return new CrossEntropyLoss().of(X.matmul(w), TARGET);
  }
}
