package dev.adjoint.cli.report;

import dev.adjoint.pipeline.Calibration;
import dev.adjoint.pipeline.FoldFigures;
import dev.adjoint.pipeline.TimedSearchResult;
import dev.adjoint.pipeline.TimedTrial;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.report.Block;
import java.util.ArrayList;
import java.util.List;

/// What the page says about how far the figures and the probabilities can be trusted: the folds of
/// a cross-validation, and the calibration.
record TrustBlocks(ReportLanguage language) {

  /// The figures of each fold, with their mean and deviation.
  Block folds(FoldFigures folds) {
    List<String> head = new ArrayList<>(List.of(Word.FOLD.in(language), Word.SAMPLES.in(language)));
    folds.spreads().keySet().forEach(name -> head.add(Word.metric(name, language)));
    List<List<String>> rows = new ArrayList<>();
    for (FoldFigures.Fold fold : folds.folds()) {
      List<String> row = new ArrayList<>();
      row.add(Integer.toString(rows.size() + 1));
      row.add(Integer.toString(fold.samples()));
      fold.values().values().forEach(value -> row.add(NumberText.of(value, 4)));
      rows.add(row);
    }
    List<String> mean = new ArrayList<>(List.of(Word.MEAN.in(language), ""));
    folds
        .spreads()
        .values()
        .forEach(spread ->
            mean.add(
                "%s ± %s"
                    .formatted(
                        NumberText.of(spread.mean(), 4), NumberText.of(spread.deviation(), 2))));
    rows.add(mean);
    return new Block.Table(Word.FOLDS.in(language, folds.folds().size()), head, rows);
  }

  /// The trials of a search for settings.
  Block search(TimedSearchResult search) {
    List<List<String>> rows = new ArrayList<>();
    for (TimedTrial trial : search.trials()) {
      rows.add(
          List.of(
              Integer.toString(trial.number()) + (trial.number() == search.chosen() ? " ★" : ""),
              trial.settings(),
              NumberText.of(trial.loss(), 4),
              Integer.toString(trial.bestEpoch()),
              NumberText.fixed(trial.seconds(), 1),
              trial.ending().toString()));
    }
    return new Block.Table(
        Word.SEARCH.in(language, NumberText.fixed(search.limitSeconds(), 0)),
        List.of(
            Word.TRIAL.in(language),
            Word.SETTINGS.in(language),
            Word.LOSS.in(language),
            Word.BEST.in(language),
            Word.SECONDS.in(language),
            Word.ENDING.in(language)),
        rows);
  }

  /// The calibration error and the loss before and after the calibration.
  Block calibration(Calibration calibration) {
    return new Block.Table(
        Word.TEMPERATURE.in(
            language,
            NumberText.of(calibration.temperature(), 4),
            Integer.toString(calibration.samples())),
        List.of(Word.FIGURE.in(language), Word.BEFORE.in(language), Word.AFTER.in(language)),
        List.of(
            row("calibration_error", calibration.errorBefore(), calibration.errorAfter()),
            row("loss", calibration.lossBefore(), calibration.lossAfter())));
  }

  private List<String> row(String name, double before, double after) {
    return List.of(Word.metric(name, language), NumberText.of(before, 4), NumberText.of(after, 4));
  }
}
