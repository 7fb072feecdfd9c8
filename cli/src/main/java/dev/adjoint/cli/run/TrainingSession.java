package dev.adjoint.cli.run;

import dev.adjoint.cli.command.Output;
import dev.adjoint.cli.profile.TimeSpent;
import dev.adjoint.cli.report.ForecastReport;
import dev.adjoint.cli.report.RunReport;
import dev.adjoint.data.Samples;
import dev.adjoint.data.Source;
import dev.adjoint.data.prepare.ClassTarget;
import dev.adjoint.data.prepare.ForecastTarget;
import dev.adjoint.data.prepare.LabelsTarget;
import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.NumbersTarget;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.data.prepare.TokenTarget;
import dev.adjoint.pipeline.CrossValidation;
import dev.adjoint.pipeline.FoldFigures;
import dev.adjoint.pipeline.TimedSearchResult;
import dev.adjoint.pipeline.TrainingResult;
import dev.adjoint.pipeline.TrainingRun;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.train.TrainEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A training run on the command line: what it prints, Ctrl-C, the profile and the report.
final class TrainingSession {

  private final TrainingRun run;
  private final Optional<CrossValidation> folds;
  private final Optional<TimedSearchResult> search;
  private final Optional<RateSession.Found> rates;
  private final Output output;
  private final ProgressPrinter progress;
  private List<Map<String, Object>> profile = List.of();

  /// A session.
  ///
  /// @param folds what is done after the training, if it is asked for
  /// @param search what found the settings of the run, if they were searched
  /// @param rates what found its step size, if it was looked for
  TrainingSession(
      TrainingRun run,
      Optional<CrossValidation> folds,
      Optional<TimedSearchResult> search,
      Optional<RateSession.Found> rates,
      Output output) {
    this.run = run;
    this.folds = folds;
    this.search = search;
    this.rates = rates;
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
    try (Interruption interruption = Interruption.watch(this::stop)) {
      TrainEvent.Finished finished = profiled ? profiled() : run.fit();
      progress.end();
      if (finished.ending() == TrainEvent.Ending.INTERRUPTED) {
        output.line(
            "Interrupted. Continue with: adjoint train --resume --out %s", run.folder().path());
        return interruption.exitCode();
      }
      TrainingResult made = run.result(finished);
      TrainingResult result = search.map(made::withSearch).orElse(made);
      output.line("%s", result.summary());
      Optional<FoldFigures> figures = folds.flatMap(this::folded);
      TrainingResult all = figures.map(result::withFolds).orElse(result);
      if (folds.isPresent() || search.isPresent()) {
        run.write(all);
      }
      report(all);
      return folds.isPresent() && figures.isEmpty() ? interruption.exitCode() : 0;
    } catch (RunException e) {
      progress.end();
      throw e;
    }
  }

  private void stop() {
    run.stop();
    folds.ifPresent(CrossValidation::stop);
  }

  private Optional<FoldFigures> folded(CrossValidation validation) {
    validation.listen((number, fold) ->
        output.line(
            "Fold %d of %d: %s on %,d samples, best at epoch %d",
            number,
            validation.folds(),
            TrainingResult.text(fold.figures()),
            fold.samples(),
            fold.bestEpoch()));
    Optional<FoldFigures> figures = validation.run();
    output.line(
        "%s",
        figures
            .map(FoldFigures::summary)
            .orElse("Interrupted: the model is complete, the cross-validation is not."));
    return figures;
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
      case NumbersTarget several -> "%d numbers to predict".formatted(several.outputs());
      case LabelsTarget labels -> "%d labels of which any may apply".formatted(labels.outputs());
      case TokenTarget _ -> "the next token to predict";
      case ForecastTarget forecast -> "%,d steps to forecast".formatted(forecast.horizon());
    };
  }

  private static String samples(Source source) {
    return source instanceof Samples ? count(source) + " samples" : "a stream of samples";
  }

  private static String count(Source source) {
    return source instanceof Samples samples ? "%,d".formatted(samples.count()) : "a stream";
  }

  private void report(TrainingResult result) {
    if (run.prepared().preprocessing().target() instanceof ForecastTarget) {
      new ForecastReport(run.folder(), run.prepared(), result).write();
      rates.ifPresent(found -> RunReport.writeRates(run.folder(), found.curve()));
    } else {
      RunReport report =
          new RunReport(run.folder(), run.prepared(), result, run.objective().loss());
      rates.map(found -> report.withRates(found.curve())).orElse(report).write();
    }
    result.calibration().ifPresent(found -> output.line("%s", found.summary()));
    result.ensemble().ifPresent(members -> output.line("%s", members.summary()));
    output.line("Folder: %s (open report.html)", run.folder().path());
    Map<String, Object> answer = result.answer(run.folder().path());
    rates.ifPresent(found -> answer.put("rate_finder", found.toMap()));
    if (!profile.isEmpty()) {
      answer.put("profile", profile);
    }
    output.answer(answer);
  }
}
