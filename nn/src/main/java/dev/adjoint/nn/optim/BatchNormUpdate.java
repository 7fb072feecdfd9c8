package dev.adjoint.nn.optim;

import dev.adjoint.nn.BatchNorm;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.RunningStatistics;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// New running statistics of the batch normalisations of a model, as an [AveragedModel] needs them:
/// the means over batches of training data (`torch.optim.swa_utils.update_bn`).
///
/// ```java
/// BatchNormUpdate.of(average.model(), batches, random);
/// ```
///
/// Weights do not change. Each normalisation is to be used once in a forward pass.
public final class BatchNormUpdate {

  private static final String OWNER = "batch norm update";

  private BatchNormUpdate() {}

  /// Replaces the running statistics by the means over these batches, in training passes without
  /// gradients.
  ///
  /// @param batches inputs of the model
  /// @param random the source of the randomness of other layers, such as dropout
  /// @return how many normalisations have new statistics
  /// @throws IllegalArgumentException if there is no batch
  public static int of(Layer model, Iterable<Tensor> batches, RandomGenerator random) {
    Require.given(OWNER, "the model", model);
    Require.given(OWNER, "the batches", batches);
    Require.random(OWNER, random);
    List<Sums> all = new ArrayList<>();
    collect(model, all);
    int count = 0;
    for (Tensor batch : batches) {
      all.forEach(Sums::clear);
      Tensor _ = Tensor.noGrad(() -> model.forward(batch, new Pass.Training(random)));
      all.forEach(Sums::take);
      count++;
    }
    if (count == 0) {
      throw new IllegalArgumentException(
          "batch norm update: there is no batch; give at least one of the training data");
    }
    all.forEach(Sums::finish);
    return all.size();
  }

  private static void collect(Object part, List<Sums> found) {
    switch (part) {
      case BatchNorm<?> norm -> norm.running().ifPresent(running -> found.add(new Sums(running)));
      case Layer layer -> layer.parts().values().forEach(inner -> collect(inner, found));
      case Optional<?> optional -> optional.ifPresent(inner -> collect(inner, found));
      case Object[] items -> Arrays.asList(items).forEach(inner -> collect(inner, found));
      case Collection<?> items -> items.forEach(inner -> collect(inner, found));
      case Map<?, ?> items -> items.values().forEach(inner -> collect(inner, found));
      case Record composed ->
          Parameters.partsOf(composed).values().forEach(inner -> collect(inner, found));
      default -> {}
    }
  }

  /// The sums of the statistics of one normalisation.
  private static final class Sums {

    private final RunningStatistics running;
    private final double share;
    private final Tensor meanBefore;
    private final Tensor varianceBefore;
    private final long batchesBefore;
    private Tensor mean;
    private Tensor variance;
    private long batches;

    Sums(RunningStatistics running) {
      this.running = running;
      this.share = running.momentum();
      this.meanBefore = running.mean().value().copy();
      this.varianceBefore = running.variance().value().copy();
      this.batchesBefore = running.batches().value().itemLong();
      this.mean = Tensor.zerosLike(running.mean().value());
      this.variance = Tensor.zerosLike(running.variance().value());
      if (share == 0) {
        throw new IllegalArgumentException(
            "batch norm update: a batch norm has momentum 0, which keeps its statistics as they are; give it another by withMomentum");
      }
    }

    /// After this the running statistics become the share of the next batch alone.
    void clear() {
      running.mean().assign(Tensor.zerosLike(mean));
      running.variance().assign(Tensor.zerosLike(variance));
      running.batches().assign(Tensor.scalar(0L));
    }

    void take() {
      if (running.batches().value().itemLong() > 0) {
        mean = mean.add(running.mean().value().divide(share));
        variance = variance.add(running.variance().value().divide(share));
        batches++;
      }
    }

    /// A normalisation that no batch has reached gets back what it had.
    void finish() {
      boolean reached = batches > 0;
      running.mean().assign(reached ? mean.divide((double) batches) : meanBefore);
      running.variance().assign(reached ? variance.divide((double) batches) : varianceBefore);
      running.batches().assign(Tensor.scalar(reached ? batches : batchesBefore));
    }
  }
}
