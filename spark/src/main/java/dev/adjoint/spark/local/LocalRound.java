package dev.adjoint.spark.local;

import dev.adjoint.data.Batch;
import dev.adjoint.data.RandomStream;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.pipeline.settings.Objective;
import dev.adjoint.spark.rows.Chunk;
import dev.adjoint.spark.rows.PlannedModel;
import dev.adjoint.spark.rows.TensorValues;
import dev.adjoint.train.Step;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;

/// Trains a partition for a round. The result depends on the state, the round and the partition
/// alone, not on where or how often the task runs.
///
/// @param model what is trained
/// @param state what the round starts from
/// @param pass how often the samples were seen before, from 0
/// @param first the first batch of the pass that belongs to this round
/// @param localSteps the number of batches of a round
/// @param epochSteps the steps of a pass, by which the step size may change
record LocalRound(
    Broadcast<PlannedModel> model,
    Broadcast<LocalState> state,
    int pass,
    int first,
    int localSteps,
    int epochSteps)
    implements Function2<Integer, Iterator<Chunk>, Iterator<LocalRound.Done>> {

  private static final long serialVersionUID = 1;

  /// What a partition made of a round.
  ///
  /// @param partition its number
  /// @param steps the steps that it took
  /// @param samples the samples of these steps
  /// @param loss the sum of the losses of all samples
  /// @param seconds how long it computed
  /// @param weights its weights
  /// @param optimizer the state of its optimizer
  record Done(
      int partition,
      int steps,
      long samples,
      double loss,
      double seconds,
      TensorValues weights,
      TensorValues optimizer)
      implements Serializable {
    private static final long serialVersionUID = 1;
  }

  @Override
  public Iterator<Done> call(Integer partition, Iterator<Chunk> chunks) {
    long started = System.nanoTime();
    SavedModel saved = model.value().saved();
    int size = saved.settings().batch();
    long seed = saved.settings().seed();
    LocalState from = state.value();
    Layer network = saved.randomNetwork();
    Parameters parameters = Parameters.of(network);
    parameters.loadStateDict(from.weights().tensors(parameters.stateDict()));
    Optimizer optimizer =
        saved.architecture().optimizer(network, saved.settings().rule(OptionalInt.of(epochSteps)));
    if (from.steps() > 0) {
      optimizer.loadStateDict(from.optimizer().tensors(Map.of()), from.steps());
    }
    Step step = Step.of(network, Objective.of(saved.preprocessing().target()).loss());
    int batchNumber = 0;
    int taken = 0;
    long samples = 0;
    double loss = 0;
    for (int chunkNumber = 0; chunks.hasNext() && taken < localSteps; chunkNumber++) {
      Chunk chunk = chunks.next();
      int count = Math.ceilDiv(chunk.count(), size);
      if (batchNumber + count <= first) {
        batchNumber += count;
        continue;
      }
      long position = ((long) pass << 40) | ((long) partition << 24) | chunkNumber;
      for (Batch batch : chunk.batches(size, RandomStream.of(seed, "order", position))) {
        if (batchNumber++ >= first && taken < localSteps) {
          optimizer.zeroGrad();
          long number = ((long) from.round() << 32) | ((long) partition << 16) | taken;
          Step.Result result =
              step.of(batch, new Pass.Training(RandomStream.of(seed, "dropout", number)));
          result.loss().backward();
          optimizer.step();
          loss += result.loss().item() / step.losses() * batch.count();
          samples += batch.count();
          taken++;
        }
      }
    }
    if (taken == 0) {
      return List.<Done>of().iterator();
    }
    return List.of(
            new Done(
                partition,
                taken,
                samples,
                loss,
                (System.nanoTime() - started) / 1e9,
                TensorValues.of(parameters.stateDict()),
                TensorValues.of(optimizer.stateDict())))
        .iterator();
  }
}
