package dev.adjoint.nn.parity;

import dev.adjoint.nn.loss.Averaging;
import dev.adjoint.nn.loss.BinaryFocalLoss;
import dev.adjoint.nn.loss.CosineEmbeddingLoss;
import dev.adjoint.nn.loss.CtcLoss;
import dev.adjoint.nn.loss.FocalLoss;
import dev.adjoint.nn.loss.GaussianNllLoss;
import dev.adjoint.nn.loss.HingeEmbeddingLoss;
import dev.adjoint.nn.loss.HingeLoss;
import dev.adjoint.nn.loss.InfoNceLoss;
import dev.adjoint.nn.loss.LogCoshLoss;
import dev.adjoint.nn.loss.MarginRankingLoss;
import dev.adjoint.nn.loss.MultiLabelMarginLoss;
import dev.adjoint.nn.loss.MultiLabelSoftMarginLoss;
import dev.adjoint.nn.loss.MultiMarginLoss;
import dev.adjoint.nn.loss.PoissonNllLoss;
import dev.adjoint.nn.loss.SoftMarginLoss;
import dev.adjoint.nn.loss.TripletMarginLoss;
import dev.adjoint.nn.loss.TverskyLoss;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.parity.Attributes;
import dev.adjoint.tensor.parity.ParityTable;
import dev.adjoint.tensor.parity.Tolerance;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class MarginParityTest {

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() {
    return new ParityTable(getClass(), "margins.jsonl", Tolerance.SUMS)
        .row("poisson_nll_loss", (x, a) -> poisson(a).of(x[0], x[1]))
        .row("gaussian_nll_loss", (x, a) -> gaussian(a).of(x[0], x[1], x[2]))
        .row("soft_margin_loss", (x, a) -> new SoftMarginLoss(averaging(a)).of(x[0], x[1]))
        .row(
            "hinge_embedding_loss",
            (x, a) -> new HingeEmbeddingLoss(a.number("margin"), averaging(a)).of(x[0], x[1]))
        .row("hinge", (x, a) -> new HingeLoss(a.number("margin"), averaging(a)).of(x[0], x[1]))
        .row("multi_margin_loss", (x, a) -> margin(a, Optional.empty()).of(x[0], x[1]))
        .row("multi_margin_loss_weighted", (x, a) -> margin(a, Optional.of(x[2])).of(x[0], x[1]))
        .row(
            "multilabel_margin_loss",
            (x, a) -> new MultiLabelMarginLoss(averaging(a)).of(x[0], x[1]))
        .row(
            "multilabel_soft_margin_loss",
            (x, a) -> new MultiLabelSoftMarginLoss(Optional.empty(), averaging(a)).of(x[0], x[1]))
        .row(
            "multilabel_soft_margin_loss_weighted",
            (x, a) -> new MultiLabelSoftMarginLoss(Optional.of(x[2]), averaging(a)).of(x[0], x[1]))
        .row(
            "margin_ranking_loss",
            (x, a) -> new MarginRankingLoss(a.number("margin"), averaging(a)).of(x[0], x[1], x[2]))
        .row(
            "cosine_embedding_loss",
            (x, a) ->
                new CosineEmbeddingLoss(a.number("margin"), averaging(a)).of(x[0], x[1], x[2]))
        .row("triplet_margin_loss", (x, a) -> triplet(a).of(x[0], x[1], x[2]))
        .row(
            "triplet_margin_with_distance_loss",
            (x, a) -> triplet(a).of(x[0], x[1], x[2], MarginParityTest::cosineDistance))
        .row("ctc_loss", (x, a) -> ctc(a).of(x[0].logSoftmax(2), x[1], x[2], x[3]))
        .row(
            "tversky",
            (x, a) ->
                new TverskyLoss(a.number("alpha"), a.number("beta"), a.number("s"), averaging(a))
                    .of(x[0], x[1]))
        .row(
            "focal",
            (x, a) ->
                new FocalLoss(a.number("gamma"), Optional.empty(), averaging(a)).of(x[0], x[1]))
        .row(
            "binary_focal",
            (x, a) ->
                new BinaryFocalLoss(
                        a.number("gamma"), OptionalDouble.of(a.number("alpha")), averaging(a))
                    .of(x[0], x[1]))
        .row("log_cosh", (x, a) -> new LogCoshLoss(averaging(a)).of(x[0], x[1]))
        .row(
            "info_nce",
            (x, a) ->
                new InfoNceLoss(a.number("temperature"), a.flag("symmetric"), averaging(a))
                    .of(x[0], x[1]))
        .tests();
  }

  private static PoissonNllLoss poisson(Attributes a) {
    return new PoissonNllLoss(a.flag("log_input"), a.flag("full"), 1e-8, averaging(a));
  }

  private static GaussianNllLoss gaussian(Attributes a) {
    return new GaussianNllLoss(a.flag("full"), a.number("eps", 1e-6), averaging(a));
  }

  private static MultiMarginLoss margin(Attributes a, Optional<Tensor> weights) {
    return new MultiMarginLoss(a.whole("p"), a.number("margin"), weights, averaging(a));
  }

  private static TripletMarginLoss triplet(Attributes a) {
    return new TripletMarginLoss(
        a.number("margin"), a.number("p", 2), 1e-6, a.flag("swap"), averaging(a));
  }

  private static CtcLoss ctc(Attributes a) {
    return new CtcLoss(a.whole("blank"), a.flag("zero_infinity"), averaging(a));
  }

  private static Tensor cosineDistance(Tensor x, Tensor y) {
    return x.multiply(y).sum(-1).divide(x.norm(-1).multiply(y.norm(-1))).negative().add(1);
  }

  private static Averaging averaging(Attributes a) {
    return Averaging.valueOf(a.text("reduction").toUpperCase(Locale.ROOT));
  }
}
