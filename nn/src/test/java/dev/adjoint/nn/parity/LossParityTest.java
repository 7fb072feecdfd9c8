package dev.adjoint.nn.parity;

import dev.adjoint.nn.loss.Averaging;
import dev.adjoint.nn.loss.BceLoss;
import dev.adjoint.nn.loss.BceWithLogitsLoss;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.HuberLoss;
import dev.adjoint.nn.loss.KlDivLoss;
import dev.adjoint.nn.loss.L1Loss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.loss.NllLoss;
import dev.adjoint.nn.loss.ProbabilityCrossEntropyLoss;
import dev.adjoint.nn.loss.SmoothL1Loss;
import dev.adjoint.nn.loss.SquaredErrorLoss;
import dev.adjoint.tensor.parity.Attributes;
import dev.adjoint.tensor.parity.ParityTable;
import dev.adjoint.tensor.parity.Tolerance;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class LossParityTest {

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() {
    return new ParityTable(getClass(), "losses.jsonl", Tolerance.SUMS)
        .row("squared_error", (x, a) -> new SquaredErrorLoss().of(x[0], x[1]))
        .row("mse_loss", (x, a) -> new MseLoss(averaging(a)).of(x[0], x[1]))
        .row("l1_loss", (x, a) -> new L1Loss(averaging(a)).of(x[0], x[1]))
        .row("huber_loss", (x, a) -> new HuberLoss(a.number("delta"), averaging(a)).of(x[0], x[1]))
        .row("binary_cross_entropy", (x, a) -> new BceLoss(averaging(a)).of(x[0], x[1]))
        .row(
            "binary_cross_entropy_with_logits",
            (x, a) -> new BceWithLogitsLoss(averaging(a)).of(x[0], x[1]))
        .row(
            "binary_cross_entropy_with_logits_weighted",
            (x, a) -> new BceWithLogitsLoss(averaging(a)).withPositiveWeight(x[2]).of(x[0], x[1]))
        .row("cross_entropy", (x, a) -> new CrossEntropyLoss(0, averaging(a)).of(x[0], x[1]))
        .row(
            "cross_entropy_probabilities",
            (x, a) -> new CrossEntropyLoss(0, averaging(a)).of(x[0], x[1]))
        .row(
            "cross_entropy_smoothed",
            (x, a) ->
                new CrossEntropyLoss(a.number("label_smoothing"), averaging(a)).of(x[0], x[1]))
        .row("cross_entropy_places", (x, a) -> crossEntropy(a).of(x[0], x[1]))
        .row(
            "cross_entropy_weighted",
            (x, a) -> crossEntropy(a).withClassWeights(x[2]).of(x[0], x[1]))
        .row(
            "log_of_probabilities",
            (x, a) -> new ProbabilityCrossEntropyLoss(averaging(a)).of(x[0], x[1]))
        .row(
            "smooth_l1_loss",
            (x, a) -> new SmoothL1Loss(a.number("beta"), averaging(a)).of(x[0], x[1]))
        .row("nll_loss", (x, a) -> new NllLoss(averaging(a)).of(x[0].logSoftmax(1), x[1]))
        .row("kl_div", (x, a) -> new KlDivLoss(averaging(a)).of(x[0].logSoftmax(1), x[1]))
        .tests();
  }

  private static CrossEntropyLoss crossEntropy(Attributes a) {
    CrossEntropyLoss loss = new CrossEntropyLoss(a.number("label_smoothing", 0), averaging(a));
    return a.has("ignore_index") ? loss.withIgnoreIndex(a.whole("ignore_index")) : loss;
  }

  private static Averaging averaging(Attributes a) {
    return Averaging.valueOf(a.text("reduction").toUpperCase(Locale.ROOT));
  }
}
