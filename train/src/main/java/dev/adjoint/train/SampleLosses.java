package dev.adjoint.train;

import dev.adjoint.data.Batch;
import dev.adjoint.data.Source;
import dev.adjoint.nn.loss.Averaging;
import dev.adjoint.nn.loss.BceLoss;
import dev.adjoint.nn.loss.BceWithLogitsLoss;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.HuberLoss;
import dev.adjoint.nn.loss.L1Loss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.loss.ProbabilityCrossEntropyLoss;
import dev.adjoint.nn.loss.QuantileLoss;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;

/// Losses of single samples, for weights of samples and for means over an epoch.
final class SampleLosses {

  private SampleLosses() {}

  /// The weighted mean `Σ wₙ · lossₙ / Σ wₙ · cₙ`, where cₙ is the weight that the loss itself
  /// gives to sample n: its class weight, 0 if its target is ignored, otherwise 1. The loss of a
  /// sample with several elements is their mean.
  static Tensor weighted(Loss loss, Tensor outputs, Tensor target, Tensor weights) {
    int count = outputs.shape().size(0);
    if (weights.shape().rank() != 1 || weights.shape().size(0) != count) {
      throw new ShapeException(
          "train",
          "the weights of %d samples must have shape [%d] but have %s; give one number for each sample"
              .formatted(count, count, weights.shape()));
    }
    Tensor losses = perSample(single(loss).of(outputs, target));
    Tensor w = weights.to(losses.elementType());
    Tensor counts =
        counts(loss, target).map(each -> perSample(each.to(w.elementType())).multiply(w)).orElse(w);
    return losses.multiply(w).sum().divide(counts.sum());
  }

  /// The number that the mean loss of a batch was divided by. With it the mean of an epoch follows
  /// from the means of its batches.
  static double totalWeight(Loss loss, Batch batch) {
    boolean weighted = batch.has(Source.WEIGHTS);
    var counts = batch.has(Source.TARGET) ? counts(loss, batch.target()) : Optional.<Tensor>empty();
    if (!weighted && counts.isEmpty()) {
      return batch.count();
    }
    return Tensor.noGrad(() -> {
      Tensor each =
          counts
              .map(c -> perSample(c.to(ElementType.F64)))
              .orElseGet(() -> Tensor.ones(ElementType.F64, batch.count()));
      if (weighted) {
        each = each.multiply(batch.field(Source.WEIGHTS).to(ElementType.F64));
      }
      return each.sum().item();
    });
  }

  /// Means over all axes except the first.
  private static Tensor perSample(Tensor x) {
    return x.shape().rank() == 1 ? x : x.reshape(x.shape().size(0), -1).mean(1);
  }

  /// The weight that the loss gives to each target; empty if it is 1 for all.
  private static Optional<Tensor> counts(Loss loss, Tensor target) {
    if (!(loss instanceof CrossEntropyLoss cross)
        || target.elementType().isFloating()
        || (cross.classWeights().isEmpty() && cross.ignoreIndex().isEmpty())) {
      return Optional.empty();
    }
    Tensor known = target;
    Tensor counts = Tensor.ones(target.shape().toArray());
    if (cross.ignoreIndex().isPresent()) {
      Tensor ignored =
          target
              .to(ElementType.I64)
              .eq(Tensor.scalar(ElementType.I64, cross.ignoreIndex().getAsLong()));
      known = target.maskedFill(ignored, 0);
      counts = counts.maskedFill(ignored, 0);
    }
    if (cross.classWeights().isPresent()) {
      counts =
          counts.multiply(
              cross.classWeights().get().detach().to(ElementType.F32).indexSelect(0, known));
    }
    return Optional.of(counts);
  }

  /// The same loss without reduction: one number for each element.
  private static Loss single(Loss loss) {
    return switch (loss) {
      case CrossEntropyLoss cross -> cross.withAveraging(Averaging.NONE);
      case MseLoss _ -> new MseLoss(Averaging.NONE);
      case L1Loss _ -> new L1Loss(Averaging.NONE);
      case HuberLoss huber -> new HuberLoss(huber.delta(), Averaging.NONE);
      case QuantileLoss quantile -> new QuantileLoss(quantile.levels(), Averaging.NONE);
      case BceLoss _ -> new BceLoss(Averaging.NONE);
      case BceWithLogitsLoss bce -> new BceWithLogitsLoss(Averaging.NONE, bce.positiveWeight());
      case ProbabilityCrossEntropyLoss _ -> new ProbabilityCrossEntropyLoss(Averaging.NONE);
      default ->
          throw new IllegalArgumentException(
              "train: the samples have weights but the loss %s gives one number for all of them; use a loss of dev.adjoint.nn.loss, or a Step that applies the weights"
                  .formatted(Fingerprint.text(loss.toString())));
    };
  }
}
