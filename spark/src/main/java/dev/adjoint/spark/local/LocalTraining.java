package dev.adjoint.spark.local;

import dev.adjoint.data.DataSet;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.pipeline.settings.Objective;
import dev.adjoint.spark.cluster.ClusterException;
import dev.adjoint.spark.rows.Chunk;
import dev.adjoint.spark.rows.PlannedModel;
import dev.adjoint.spark.rows.TensorValues;
import dev.adjoint.train.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rounds of local SGD, from the driver.
final class LocalTraining {

  private static final Logger LOG = LoggerFactory.getLogger(LocalTraining.class);
  private static final long PAUSE_MILLIS = 1000;

  private final JavaSparkContext context;
  private final SavedModel saved;
  private final LocalPlan plan;
  private final JavaRDD<Chunk> chunks;
  private final int epochSteps;
  private final DataSet held;
  private final Consumer<RoundRecord> listener;

  /// @param chunks the samples, persisted; their partitions and order must be the same whenever
  ///   they are computed
  /// @param batches the number of batches of each partition
  /// @param held the samples to validate on, on the driver
  LocalTraining(
      JavaSparkContext context,
      SavedModel saved,
      LocalPlan plan,
      JavaRDD<Chunk> chunks,
      int[] batches,
      DataSet held,
      Consumer<RoundRecord> listener) {
    this.context = context;
    this.saved = saved;
    this.plan = plan;
    this.chunks = chunks;
    this.epochSteps = Arrays.stream(batches).max().orElse(0);
    this.held = held;
    this.listener = listener;
  }

  /// Trains to the last epoch, or until the validation loss stops falling.
  LocalState run(LocalState start) {
    int each = Math.ceilDiv(epochSteps, plan.localSteps());
    int rounds = Math.multiplyExact(saved.settings().epochs(), each);
    int patience = saved.settings().patience() * each;
    Broadcast<PlannedModel> model = context.broadcast(PlannedModel.of(saved));
    LocalCheckpoints checkpoints = LocalCheckpoints.of(context, plan);
    LocalState state = checkpoints.newest(start);
    if (state.round() > 0) {
      LOG.info("resumed after round {} of {}", state.round(), rounds);
    }
    while (state.round() < rounds
        && (patience == 0 || state.round() - state.bestRound() < patience)) {
      state = round(model, state, each, rounds);
      if (state.round() % plan.checkpointRounds() == 0 || state.round() == rounds) {
        checkpoints.write(state);
      }
    }
    model.destroy();
    return state;
  }

  private LocalState round(Broadcast<PlannedModel> model, LocalState state, int each, int rounds) {
    long started = System.nanoTime();
    Broadcast<LocalState> sent = context.broadcast(state);
    int pass = state.round() / each;
    int first = state.round() % each * plan.localSteps();
    List<LocalRound.Done> done =
        collect(
            new LocalRound(model, sent, pass, first, plan.localSteps(), epochSteps), state.round());
    sent.destroy();
    long samples = done.stream().mapToLong(LocalRound.Done::samples).sum();
    double[] weights = done.stream().mapToDouble(one -> (double) one.samples() / samples).toArray();
    TensorValues mean =
        TensorValues.mean(done.stream().map(LocalRound.Done::weights).toList(), weights);
    TensorValues optimizer =
        TensorValues.meanOfStates(done.stream().map(LocalRound.Done::optimizer).toList(), weights);
    OuterStep outer = OuterStep.of(plan, state, mean);
    int steps = done.stream().mapToInt(LocalRound.Done::steps).max().orElse(0);
    LocalState next =
        state.after(outer.weights(), outer.velocity(), optimizer, state.steps() + steps);
    double seconds = (System.nanoTime() - started) / 1e9;
    double validation = validation(next);
    listener.accept(
        new RoundRecord(
            next.round(),
            rounds,
            done.stream().mapToDouble(LocalRound.Done::loss).sum() / samples,
            validation,
            samples,
            seconds,
            done.stream().mapToDouble(LocalRound.Done::seconds).max().orElse(0),
            done.stream().map(one -> one.samples() / one.seconds()).toList()));
    return next.judged(validation);
  }

  /// Runs the tasks of a round; when Spark gives up, tries again a bounded number of times.
  private List<LocalRound.Done> collect(LocalRound round, int number) {
    for (int attempt = 0; true; attempt++) {
      try {
        return chunks.mapPartitionsWithIndex(round, true).collect();
      } catch (RuntimeException failure) {
        throw failure;
      } catch (Exception failure) {
        // Java does not know that collect() throws it.
        if (!(failure instanceof SparkException) || attempt >= plan.restarts()) {
          throw new ClusterException(
              "local SGD: round %d failed %d times; the last reason is: %s"
                  .formatted(number + 1, attempt + 1, failure.getMessage()),
              failure);
        }
        LOG.warn("round {} failed and is tried again", number + 1, failure);
        pause(PAUSE_MILLIS << attempt);
      }
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("local SGD: training was interrupted", e);
    }
  }

  private double validation(LocalState state) {
    Layer network = saved.randomNetwork();
    Parameters parameters = Parameters.of(network);
    parameters.loadStateDict(state.weights().tensors(parameters.stateDict()));
    return Evaluation.of(
            network, held, Objective.of(saved.preprocessing().target()).loss(), new ArrayList<>())
        .loss();
  }
}
