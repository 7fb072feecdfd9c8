package dev.adjoint.cli.run;

import dev.adjoint.cli.CommandException;
import dev.adjoint.cli.Output;
import dev.adjoint.cli.profile.TimeSpent;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.Task;
import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.train.Checkpoint;
import dev.adjoint.train.DivergedException;
import dev.adjoint.train.Evaluation;
import dev.adjoint.train.Figures;
import dev.adjoint.train.Scoring;
import dev.adjoint.train.TrainEvent;
import dev.adjoint.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One training run with its folder, from the data to the report.
final class TrainRun {

  /// What is decided once the data is known.
  record Plan(Architecture architecture, Settings settings) {}

  private final RunFolder folder;
  private final SavedModel saved;
  private final Prepared prepared;
  private final @Nullable Checkpoint from;
  private final Output output;
  private final long started = System.nanoTime();

  private final Sequential network;
  private final Loss loss;
  private final Scoring scoring;
  private final Trainer trainer;
  private List<Map<String, Object>> profile = List.of();

  private TrainRun(
      RunFolder folder,
      SavedModel saved,
      Prepared prepared,
      @Nullable Checkpoint from,
      Output output) {
    this.folder = folder;
    this.saved = saved;
    this.prepared = prepared;
    this.from = from;
    this.output = output;
    Settings settings = saved.settings();
    network = saved.architecture().build(RandomStream.of(settings.seed(), "weights"));
    loss = loss(prepared);
    scoring = scoring(prepared);
    trainer =
        new Trainer(
            network,
            loss,
            Optimizer.of(Parameters.of(network), settings.rule()),
            prepared.split(),
            scoring,
            settings.options());
  }

  static Loss loss(Prepared prepared) {
    return isClassification(prepared) ? new CrossEntropyLoss() : new MseLoss();
  }

  static Scoring scoring(Prepared prepared) {
    return prepared.preprocessing().target() instanceof NumberTarget number
        ? new Scoring.Regression(number.std())
        : new Scoring.Classification();
  }

  private static boolean isClassification(Prepared prepared) {
    return prepared.preprocessing().target().task() == Task.CLASSIFICATION;
  }

  /// A run from the start.
  static TrainRun start(
      Optional<Path> out,
      DataSource source,
      Function<Choices, Plan> choose,
      double validation,
      long seed,
      Output output) {
    Prepared prepared = source.prepare(validation, seed);
    Plan plan = choose.apply(new Choices(prepared.split()));
    RunFolder folder = out.map(RunFolder::create).orElseGet(() -> RunFolder.fresh(source.name()));
    folder
        .setAside()
        .ifPresent(
            earlier -> output.line("The earlier run in %s is now in %s", folder.path(), earlier));
    SavedModel saved =
        new SavedModel(plan.architecture(), prepared.preprocessing(), source, plan.settings());
    return new TrainRun(folder, saved, prepared, null, output);
  }

  /// A run that goes on from its checkpoint.
  static TrainRun resume(RunFolder folder, Optional<Integer> epochs, Output output)
      throws IOException {
    Checkpoint checkpoint = folder.checkpoint();
    SavedModel before = folder.model();
    SavedModel saved = before.withEpochs(epochs.orElse(before.settings().epochs()));
    Prepared prepared =
        saved.source().prepare(saved.settings().validation(), saved.settings().seed());
    TrainRun run = new TrainRun(folder, saved, prepared, checkpoint, output);
    try {
      run.trainer.resume(checkpoint);
    } catch (IllegalArgumentException e) {
      throw new CommandException(e);
    }
    return run;
  }

  /// Trains, and leaves the files.
  ///
  /// @param profiled whether to tell where the time went
  /// @return the exit code
  int run(boolean profiled) {
    describe();
    folder.write("model.json", saved.toJson());
    ProgressPrinter progress = new ProgressPrinter(output, scoring, saved.settings().epochs());
    trainer.listen(progress).listen(new Checkpointing(trainer, folder, saved.settings().epochs()));
    try (Interruption interruption = Interruption.watch(trainer::stop)) {
      TrainEvent.Finished finished = profiled ? profiled(progress) : trainer.fit();
      progress.end();
      if (finished.ending() == TrainEvent.Ending.INTERRUPTED) {
        folder.writeCheckpoint(trainer.checkpoint());
        output.line("Interrupted. Go on with: adjoint train --resume --out %s", folder.path());
        return interruption.exitCode();
      }
      finish(finished);
      return 0;
    } catch (DivergedException e) {
      progress.end();
      String hint =
          trainer.history().isEmpty()
              ? ""
              : "; the checkpoint of epoch %d is in %s"
                  .formatted(trainer.history().size(), folder.path());
      throw new CommandException(e.getMessage() + hint, e);
    }
  }

  private TrainEvent.Finished profiled(ProgressPrinter progress) {
    TimeSpent spent = new TimeSpent();
    TrainEvent.Finished finished = spent.of(trainer::fit);
    progress.end();
    folder.write(RunFolder.TRACE, spent.trace());
    profile = spent.rows();
    spent.text().forEach(output::line);
    output.line("Trace: %s", folder.file(RunFolder.TRACE));
    return finished;
  }

  private void describe() {
    output.line("Data: %s", saved.source().name());
    prepared.notes().forEach(note -> output.line("  %s", note));
    output.line(
        "  %,d samples to train on, %,d held out, %s",
        prepared.split().training().count(),
        prepared.split().validation().count(),
        isClassification(prepared)
            ? "%d classes".formatted(prepared.split().training().classes().size())
            : "a number to predict");
    output.line("Model: %s", network.toString().replace("\n", "\n  "));
    output.line("Training: %s, batches of %d", saved.settings().rule(), saved.settings().batch());
    if (from != null) {
      output.line(
          "Going on at epoch %d, batch %d", from.place().epoch() + 1, from.place().batch() + 1);
    }
  }

  private void finish(TrainEvent.Finished finished) {
    double seconds = (System.nanoTime() - started) / 1e9;
    Figures training = Evaluation.of(network, prepared.split().training(), loss, scoring);
    Figures validation = Evaluation.of(network, prepared.split().validation(), loss, scoring);
    Parameters parameters = Parameters.of(network);
    folder.writeWeights(parameters);
    RunResult result =
        new RunResult(
            saved, trainer.history(), finished, training, validation, parameters, seconds);
    Map<String, Object> metrics = result.toMap();
    folder.write("metrics.json", Output.toJson(metrics));
    new RunReport(folder, saved, prepared, network, result).write();
    output.line("%s", result.summary());
    output.line("Folder: %s (open report.html)", folder.path());
    Map<String, Object> answer = result.answer(folder.path());
    if (!profile.isEmpty()) {
      answer.put("profile", profile);
    }
    output.answer(answer);
  }
}
