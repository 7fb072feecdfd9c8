package dev.adjoint.explain.lesson.layers;

import dev.adjoint.explain.lesson.working.Derivative;
import dev.adjoint.explain.lesson.working.Numeric;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Sheet;
import dev.adjoint.nn.loss.BceLoss;
import dev.adjoint.nn.loss.L1Loss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.loss.ProbabilityCrossEntropyLoss;
import dev.adjoint.nn.loss.SquaredErrorLoss;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Tensor;
import java.util.stream.IntStream;

/// Lesson 2: the losses, each computed by the library and by its formula.
public final class Losses {

  private static final double[] Y = {0.1, 0.05, 0.6, 0.05, 0.2};
  private static final double[] ONE_HOT = {0, 0, 1, 0, 0};
  private static final double[][] BATCH_Y = {{0.1, 0.05, 0.6, 0.05, 0.2}, {0.7, 0.1, 0.1, 0.1, 0}};
  private static final double[][] BATCH_ONE_HOT = {{0, 0, 1, 0, 0}, {1, 0, 0, 0, 0}};
  private static final double[] CHANCE = {0.9, 0.2, 0.7};
  private static final double[] TRUTH = {1, 0, 1};

  private Losses() {}

  /// Writes this section on the sheet.
  public static void write(Sheet sheet) {
    sheet.heading("losses.heading");
    sheet.paragraph("losses.text");
    sheet.lines(
        "E = ½·Σ(y − t)²                    MSE = Σ(y − t)²/n           L1 = Σ|y − t|/n",
        "BCE = −Σ(t·log y + (1 − t)·log(1 − y))/n      CE = −Σ log(y[n, t[n]] + 1e-10)/N",
        "y = [0.1, 0.05, 0.6, 0.05, 0.2]    t = [0, 0, 1, 0, 0], " + sheet.text("losses.index"));
    Tensor y = Tensor.of(ElementType.F64, Y);
    Tensor t = Tensor.of(ElementType.F64, ONE_HOT);
    Tensor index = Tensor.scalar(ElementType.I64, 2);
    Tensor batch = Tensor.of(ElementType.F64, BATCH_Y);
    Tensor indices = Tensor.of(2L, 0L);
    Loss crossEntropy = new ProbabilityCrossEntropyLoss();
    double logs = -Math.log(0.6 + 1e-10);
    double batchLogs = -(Math.log(0.6 + 1e-10) + Math.log(0.7 + 1e-10)) / 2;
    sheet.quantities(
        "losses.table",
        Quantity.of("squared", sheet.text("losses.squared"), new SquaredErrorLoss().of(y, t))
            .exactly(squares() / 2),
        Quantity.of("mse", sheet.text("losses.mse"), new MseLoss().of(y, t))
            .exactly(squares() / Y.length),
        Quantity.of("l1", sheet.text("losses.l1"), new L1Loss().of(y, t))
            .exactly(IntStream.range(0, 5).mapToDouble(Losses::distance).sum() / 5),
        Quantity.of(
                "bce",
                sheet.text("losses.bce"),
                new BceLoss()
                    .of(Tensor.of(ElementType.F64, CHANCE), Tensor.of(ElementType.F64, TRUTH)))
            .exactly(-(Math.log(0.9) + Math.log(0.8) + Math.log(0.7)) / 3),
        Quantity.of("ceIndex", sheet.text("losses.ceIndex"), crossEntropy.of(y, index))
            .exactly(logs),
        Quantity.of("ceOneHot", sheet.text("losses.ceOneHot"), crossEntropy.of(y, t)).exactly(logs),
        Quantity.of("ceBatch", sheet.text("losses.ceBatch"), crossEntropy.of(batch, indices))
            .exactly(batchLogs),
        Quantity.of(
                "ceBatchOneHot",
                sheet.text("losses.ceBatchOneHot"),
                crossEntropy.of(batch, Tensor.of(ElementType.F64, BATCH_ONE_HOT)))
            .exactly(batchLogs));
    sheet.derivatives(
        "table.derivatives",
        derivative("dSquared", "∂E/∂y = y − t", new SquaredErrorLoss(), y, t),
        derivative("dMse", "∂MSE/∂y", new MseLoss(), y, t),
        derivative("dL1", "∂L1/∂y", new L1Loss(), y, t),
        derivative(
            "dBce",
            "∂BCE/∂y",
            new BceLoss(),
            Tensor.of(ElementType.F64, CHANCE),
            Tensor.of(ElementType.F64, TRUTH)),
        derivative("dCe", "∂CE/∂y", crossEntropy, y, index),
        derivative(
            "dCeBatch",
            "∂CE/∂y, N = 2",
            crossEntropy,
            Tensor.of(ElementType.F64, new double[][] {{0.1, 0.2, 0.7}, {0.5, 0.3, 0.2}}),
            Tensor.of(2L, 0L)));
    sheet.paragraph("losses.small");
  }

  private static double distance(int i) {
    return Math.abs(Y[i] - ONE_HOT[i]);
  }

  private static double squares() {
    return IntStream.range(0, Y.length).mapToDouble(i -> distance(i) * distance(i)).sum();
  }

  private static Derivative derivative(String id, String label, Loss loss, Tensor y, Tensor t) {
    Tensor leaf = y.requiresGrad();
    Tensor analytic = Gradients.of(loss.of(leaf, t), leaf)[0];
    return Derivative.of(id, label, analytic, Numeric.gradient(at -> loss.of(at, t), y));
  }
}
