package dev.adjoint.explain.diagnose;

import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.explain.diagnose.finding.Curve;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.setup.Background;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.Ensemble;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.pipeline.PlannedRun;
import dev.adjoint.pipeline.ReplayedRun;
import dev.adjoint.pipeline.RunParts;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.pipeline.folder.SavedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The training of a run in a folder, or one that `adjoint train` would make, as a [TrainingSetup].
///
/// ```java
/// Diagnosis diagnosis = Diagnosis.of(RunSetup.of(Path.of("runs/digits")));
/// ```
///
/// The folder does not change. Of an ensemble the first member is diagnosed, which trains as it
/// would alone.
public final class RunSetup {

  /// So many steps of a run that has not finished are searched for a value that is not finite.
  private static final long MOST_SEARCHED = 20_000;

  private RunSetup() {}

  /// The training of a run in a folder. Its data is read again and must be that of the run.
  ///
  /// @throws RunException if the folder has no run or a file in it is damaged
  /// @throws dev.adjoint.data.DataException if the data cannot be read, or is not that of the run
  public static TrainingSetup of(Path folder) {
    ReplayedRun run = ReplayedRun.of(folder);
    RunFolder files = new RunFolder(folder);
    TrainingSetup setup = setup(run.saved(), run.prepared(), run.network());
    Background background = setup.background();
    Map<Integer, Double> training = files.losses("train");
    if (!training.isEmpty()) {
      background =
          background.withLosses(
              curve(new Sentence("training", "训练"), training),
              curve(new Sentence("held-out samples", "保留样本"), files.losses("validation")));
    }
    Optional<Layer> trained = trained(files, run.saved());
    if (trained.isPresent()) {
      background = background.withTrained(Parameters.of(first(trained.get())).stateDict());
    } else {
      long end = Math.min(MOST_SEARCHED, run.line().end().orElse(MOST_SEARCHED));
      background = background.withSearch((int) end);
    }
    return setup.with(background);
  }

  /// The training that `adjoint train` would begin.
  ///
  /// @throws dev.adjoint.data.DataException if the data cannot be read or used
  public static TrainingSetup of(Training training) {
    PlannedRun plan = training.plan();
    plan.requireMemory();
    return setup(plan.saved(), plan.prepared(), plan.saved().initialNetwork(plan.prepared()));
  }

  private static TrainingSetup setup(SavedModel saved, Prepared prepared, Layer network) {
    RunParts parts = RunParts.of(saved, prepared, network);
    Layer model = first(network);
    Optimizer optimizer =
        network instanceof Ensemble ? Optimizer.of(model, parts.rule()) : parts.optimizer();
    TrainingSetup setup =
        TrainingSetup.of(
            model,
            parts.objective().loss(),
            optimizer,
            parts.samples(),
            parts.options().withValidation(prepared.validation()));
    return saved.start().filter(start -> start.freeze().isPresent()).isPresent()
        ? setup.with(setup.background().withFreezing())
        : setup;
  }

  private static Curve curve(Sentence name, Map<Integer, Double> losses) {
    List<Long> epochs = losses.keySet().stream().map(Integer::longValue).toList();
    return new Curve(name, epochs, List.copyOf(losses.values()));
  }

  private static Layer first(Layer network) {
    return network instanceof Ensemble ensemble ? ensemble.members().getFirst() : network;
  }

  /// The network that the run left; empty where it did not finish or left weights that are not
  /// finite.
  private static Optional<Layer> trained(RunFolder files, SavedModel saved) {
    try {
      return Optional.of(files.network(saved));
    } catch (RunException _) {
      return Optional.empty();
    }
  }
}
