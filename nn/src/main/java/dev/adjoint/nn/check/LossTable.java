package dev.adjoint.nn.check;

import dev.adjoint.nn.loss.Averaging;
import dev.adjoint.nn.loss.BceLoss;
import dev.adjoint.nn.loss.BceWithLogitsLoss;
import dev.adjoint.nn.loss.BinaryFocalLoss;
import dev.adjoint.nn.loss.CosineEmbeddingLoss;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.CtcLoss;
import dev.adjoint.nn.loss.FocalLoss;
import dev.adjoint.nn.loss.GaussianNllLoss;
import dev.adjoint.nn.loss.HingeEmbeddingLoss;
import dev.adjoint.nn.loss.HingeLoss;
import dev.adjoint.nn.loss.HuberLoss;
import dev.adjoint.nn.loss.InfoNceLoss;
import dev.adjoint.nn.loss.KlDivLoss;
import dev.adjoint.nn.loss.L1Loss;
import dev.adjoint.nn.loss.LogCoshLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.MarginRankingLoss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.loss.MultiLabelMarginLoss;
import dev.adjoint.nn.loss.MultiLabelSoftMarginLoss;
import dev.adjoint.nn.loss.MultiMarginLoss;
import dev.adjoint.nn.loss.NllLoss;
import dev.adjoint.nn.loss.PoissonNllLoss;
import dev.adjoint.nn.loss.ProbabilityCrossEntropyLoss;
import dev.adjoint.nn.loss.QuantileLoss;
import dev.adjoint.nn.loss.SmoothL1Loss;
import dev.adjoint.nn.loss.SoftMarginLoss;
import dev.adjoint.nn.loss.SquaredErrorLoss;
import dev.adjoint.nn.loss.TripletMarginLoss;
import dev.adjoint.nn.loss.TverskyLoss;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.OperationTable;
import java.util.ArrayList;
import java.util.List;

/// The gradient check of every loss: the table that `gradcheck --losses` prints. Targets are where
/// no loss has a kink.
public final class LossTable {

  private static final Shape SHAPE = Shape.of(4, 3);

  private LossTable() {}

  /// A row for each loss.
  public static List<LossRow> rows() {
    List<LossRow> rows = new ArrayList<>();
    Tensor far = Tensor.full(ElementType.F64, SHAPE, 5);
    rows.add(one(new SquaredErrorLoss(), far));
    rows.add(one(new MseLoss(), far));
    rows.add(one(new L1Loss(Averaging.MEAN), far));
    rows.add(one(new HuberLoss(4, Averaging.SUM), far));
    rows.add(one(new SmoothL1Loss(4, Averaging.MEAN), far));
    rows.add(one(new LogCoshLoss(), far));
    QuantileLoss quantiles = new QuantileLoss(List.of(0.1, 0.5, 0.9), Averaging.MEAN);
    rows.add(one(quantiles, Tensor.full(ElementType.F64, Shape.of(4), 5)));
    rows.add(one(new PoissonNllLoss(), far));
    classes(rows);
    probabilities(rows);
    margins(rows);
    return rows;
  }

  private static LossRow one(Loss loss, Tensor target) {
    return LossRow.of(loss, in -> loss.of(in[0], target), SHAPE);
  }

  private static void classes(List<LossRow> rows) {
    Tensor index = Tensor.of(2L, 0, 1, 1);
    Tensor soft = Tensor.full(ElementType.F64, SHAPE, 1.0 / 3);
    rows.add(one(new CrossEntropyLoss(0.1, Averaging.MEAN), index));
    rows.add(one(new NllLoss(), index));
    rows.add(one(new FocalLoss(), index));
    rows.add(one(new MultiMarginLoss(), index));
    rows.add(one(new KlDivLoss(), soft));
    rows.add(one(new ProbabilityCrossEntropyLoss(), index).within(0.1, 0.9));
    Tensor labels = Tensor.of(new long[] {1, 2, 1, 1}, Shape.of(2, 2));
    CtcLoss ctc = new CtcLoss();
    rows.add(
        LossRow.of(
            ctc,
            in -> ctc.of(in[0].logSoftmax(2), labels, Tensor.of(4L, 3), Tensor.of(2L, 1)),
            Shape.of(4, 2, 3)));
  }

  private static void probabilities(List<LossRow> rows) {
    Tensor half = Tensor.full(ElementType.F64, SHAPE, 0.4);
    rows.add(one(new BceLoss(), half).within(0.1, 0.9));
    rows.add(one(new BceWithLogitsLoss(), half));
    rows.add(one(new BinaryFocalLoss(), half));
    rows.add(one(new MultiLabelSoftMarginLoss(), half));
    TverskyLoss tversky = new TverskyLoss(0.3, 0.7, 1, Averaging.MEAN);
    Tensor region = Tensor.full(ElementType.F64, Shape.of(2, 2, 3), 0.6);
    rows.add(
        LossRow.of(tversky, in -> tversky.of(in[0], region), Shape.of(2, 2, 3)).within(0.1, 0.9));
    GaussianNllLoss gaussian = new GaussianNllLoss();
    rows.add(
        LossRow.of(gaussian, in -> gaussian.of(in[0], in[1], in[2]), SHAPE, SHAPE, SHAPE)
            .within(0.5, 2));
  }

  private static void margins(List<LossRow> rows) {
    Tensor signs =
        Tensor.of(ElementType.F64, new double[] {1, -1, 1, 1, -1, -1, 1, -1, 1, 1, 1, -1}, SHAPE);
    Tensor pairs = Tensor.of(ElementType.F64, 1, -1, 1, -1);
    rows.add(one(new HingeLoss(9, Averaging.MEAN), signs));
    rows.add(one(new HingeEmbeddingLoss(9, Averaging.MEAN), signs));
    rows.add(one(new SoftMarginLoss(), signs));
    Tensor labels = Tensor.of(new long[] {2, -1, -1, 0, 1, -1, 1, -1, -1, -1, -1, -1}, SHAPE);
    rows.add(one(new MultiLabelMarginLoss(), labels).within(0, 0.4));
    InfoNceLoss contrast = new InfoNceLoss(0.5, true, Averaging.MEAN);
    rows.add(LossRow.of(contrast, in -> contrast.of(in[0], in[1]), SHAPE, SHAPE));
    MarginRankingLoss ranking = new MarginRankingLoss(9, Averaging.MEAN);
    rows.add(LossRow.of(ranking, in -> ranking.of(in[0], in[1], pairs), Shape.of(4), Shape.of(4)));
    CosineEmbeddingLoss cosine = new CosineEmbeddingLoss(-0.99, Averaging.MEAN);
    rows.add(LossRow.of(cosine, in -> cosine.of(in[0], in[1], pairs), SHAPE, SHAPE));
    TripletMarginLoss triplet = new TripletMarginLoss();
    Tensor away = Tensor.full(ElementType.F64, SHAPE, 9);
    rows.add(
        LossRow.of(
                triplet,
                in -> triplet.of(in[0], in[1].add(9), away.subtract(in[2])),
                SHAPE,
                SHAPE,
                SHAPE)
            .within(-0.4, 0.4));
  }

  /// Checks every row.
  public static List<OperationTable.Line> check(long seed) {
    return rows().stream().map(row -> row.check(seed)).toList();
  }
}
