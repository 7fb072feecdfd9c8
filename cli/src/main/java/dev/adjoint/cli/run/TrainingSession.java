package dev.adjoint.cli.run;

import dev.adjoint.cli.command.Output;
import dev.adjoint.cli.profile.TimeSpent;
import dev.adjoint.data.Samples;
import dev.adjoint.data.Source;
import dev.adjoint.data.prepare.ClassTarget;
import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.data.prepare.TokenTarget;
import dev.adjoint.pipeline.TrainingResult;
import dev.adjoint.pipeline.TrainingRun;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.train.TrainEvent;
import java.util.List;
import java.util.Map;

/// A training run on the command line: what it prints, Ctrl-C, the profile and the report.
final class TrainingSession {

  private final TrainingRun run;
  private final Output output;
  private final ProgressPrinter progress;
  private List<Map<String, Object>> profile = List.of();

  TrainingSession(TrainingRun run, Output output) {
    this.run = run;
    this.output = output;
    int epochs = run.saved().settings().epochs();
    progress = new ProgressPrinter(output, run.objective().mainMetric(), epochs);
  }

  /// Trains, and leaves the files.
  ///
  /// @param profiled whether to say where the time went
  /// @return the exit code
  int run(boolean profiled) {
    describe();
    run.listen(progress);
    try (Interruption interruption = Interruption.watch(run::stop)) {
      TrainEvent.Finished finished = profiled ? profiled() : run.fit();
      progress.end();
      if (finished.ending() == TrainEvent.Ending.INTERRUPTED) {
        output.line(
            "Interrupted. Continue with: adjoint train --resume --out %s", run.folder().path());
        return interruption.exitCode();
      }
      report(run.result(finished));
      return 0;
    } catch (RunException e) {
      progress.end();
      throw e;
    }
  }

  private TrainEvent.Finished profiled() {
    TimeSpent spent = new TimeSpent();
    TrainEvent.Finished finished = spent.of(run::fit);
    progress.end();
    run.folder().write(RunFolder.TRACE, spent.trace());
    profile = spent.rows();
    spent.text().forEach(output::line);
    output.line("Trace: %s", run.folder().file(RunFolder.TRACE));
    return finished;
  }

  private void describe() {
    run.earlier()
        .ifPresent(earlier ->
            output.line("The earlier run in %s is now in %s", run.folder().path(), earlier));
    SavedModel saved = run.saved();
    Prepared prepared = run.prepared();
    Target target = prepared.preprocessing().target();
    output.line("Data: %s", saved.source().name());
    prepared.notes().forEach(note -> output.line("  %s", note));
    output.line(
        "  %s to train on, %s held out, %s%s",
        samples(prepared.training()),
        count(prepared.validation()),
        prepared.test().map(test -> "%s for the test, ".formatted(count(test))).orElse(""),
        what(target));
    saved
        .settings()
        .classWeights()
        .suggestion(prepared.training(), target.classes())
        .ifPresent(sentence -> output.line("  %s", sentence));
    output.line("Model: %s", run.network().toString().replace("\n", "\n  "));
    run.start().ifPresent(sentence -> output.line("Start: %s", sentence));
    output.line("Training: %s, batches of %d", run.rule(), saved.settings().batch());
    run.resumedAt()
        .ifPresent(progress ->
            output.line(
                "Continuing at epoch %d, batch %d", progress.epoch() + 1, progress.batch() + 1));
  }

  private static String what(Target target) {
    return switch (target) {
      case ClassTarget classes -> "%d classes".formatted(classes.classes().size());
      case NumberTarget _ -> "a number to predict";
      case TokenTarget _ -> "the next token to predict";
    };
  }

  private static String samples(Source source) {
    return source instanceof Samples ? count(source) + " samples" : "a stream of samples";
  }

  private static String count(Source source) {
    return source instanceof Samples samples ? "%,d".formatted(samples.count()) : "a stream";
  }

  private void report(TrainingResult result) {
    new RunReport(run.folder(), run.prepared(), result).write();
    output.line("%s", result.summary());
    output.line("Folder: %s (open report.html)", run.folder().path());
    Map<String, Object> answer = result.answer(run.folder().path());
    if (!profile.isEmpty()) {
      answer.put("profile", profile);
    }
    output.answer(answer);
  }
}
