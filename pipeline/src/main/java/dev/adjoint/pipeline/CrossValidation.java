package dev.adjoint.pipeline;

import dev.adjoint.data.ChosenSamples;
import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Holdout;
import dev.adjoint.data.Rows;
import dev.adjoint.data.Samples;
import dev.adjoint.data.Source;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.nn.Layer;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.train.DivergedException;
import dev.adjoint.train.TrainEvent;
import dev.adjoint.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// k-fold cross-validation: the samples are divided into k folds, and k networks are trained as a
/// [Training] says, each without one fold, on which it is then measured.
///
/// ```java
/// FoldFigures figures = CrossValidation.of(training, 5).run();
/// ```
///
/// A fold has no part in anything that its network learns: the best epoch and the temperature are
/// chosen on a part of the other folds, as large as the part that the training holds out. Folds are
/// drawn at random from the seed; of each class every fold has the same part.
public final class CrossValidation {

  private final Training training;
  private final int folds;
  private final List<BiConsumer<Integer, FoldFigures.Fold>> listeners = new ArrayList<>();
  private volatile @Nullable Trainer present;
  private volatile boolean isStopped;

  private CrossValidation(Training training, int folds) {
    this.training = training;
    this.folds = folds;
    Holdout.fold(0, folds, training.settings().seed()); // Refuses a wrong number.
  }

  /// A cross-validation that has not started.
  ///
  /// @param folds how many, 2 … 100; 5 and 10 are usual
  /// @throws DataException when the number is out of its range
  public static CrossValidation of(Training training, int folds) {
    return new CrossValidation(training, folds);
  }

  /// Adds a listener, which gets the number of each fold, from 1, and its figures when they are
  /// known.
  public CrossValidation listen(BiConsumer<Integer, FoldFigures.Fold> listener) {
    listeners.add(listener);
    return this;
  }

  /// The number of folds.
  public int folds() {
    return folds;
  }

  /// Asks it to stop after the present step; callable from any thread.
  public void stop() {
    isStopped = true;
    Trainer running = present;
    if (running != null) {
      running.stop();
    }
  }

  /// Reads the data once, and refuses it if it cannot be divided into folds.
  ///
  /// @return this
  /// @throws DataException when it cannot be read, or its parts are not drawn at random
  public CrossValidation requireDivisible() {
    parts(training.plan(Holdout.fold(0, folds, training.settings().seed())).prepared());
    return this;
  }

  /// Trains and measures all folds.
  ///
  /// @return the figures; empty if it was stopped
  /// @throws DataException when the data cannot be read or used, or its parts are not drawn at
  ///   random
  /// @throws RunException when a loss does not stay finite
  public Optional<FoldFigures> run() {
    List<FoldFigures.Fold> done = new ArrayList<>();
    for (int fold = 0; fold < folds && !isStopped; fold++) {
      Optional<FoldFigures.Fold> figures = fold(fold);
      if (figures.isEmpty()) {
        return Optional.empty();
      }
      done.add(figures.get());
      int number = fold + 1;
      listeners.forEach(listener -> listener.accept(number, figures.get()));
    }
    return isStopped ? Optional.empty() : Optional.of(new FoldFigures(done));
  }

  private Optional<FoldFigures.Fold> fold(int fold) {
    long seed = training.settings().seed();
    PlannedRun plan = training.plan(Holdout.fold(fold, folds, seed));
    Prepared parts = parts(plan.prepared());
    SavedModel saved = plan.saved();
    Layer network = saved.initialNetwork(parts);
    RunParts run = RunParts.of(saved, parts, network);
    Trainer trainer =
        Trainer.of(
            network,
            run.objective().loss(),
            run.optimizer(),
            run.samples(),
            run.options()
                .withValidation(parts.validation())
                .withMetrics(run.objective().metrics()));
    present = trainer;
    if (isStopped) {
      return Optional.empty();
    }
    TrainEvent.Finished finished = fit(trainer, fold);
    if (finished.ending() == TrainEvent.Ending.INTERRUPTED) {
      return Optional.empty();
    }
    Source held = plan.prepared().validation();
    Layer answering =
        saved.settings().calibrated()
            ? new CalibratedNetwork(
                network, Calibration.of(Outputs.of(network, parts.validation())).temperature())
            : network;
    return Optional.of(
        new FoldFigures.Fold(
            held instanceof Samples samples ? samples.count() : 0,
            finished.best().epoch(),
            Judging.figures(answering, parts.preprocessing().target(), held)));
  }

  private TrainEvent.Finished fit(Trainer trainer, int fold) {
    try {
      return trainer.fit();
    } catch (DivergedException e) {
      throw new RunException("fold %d of %d: %s".formatted(fold + 1, folds, e.getMessage()), e);
    }
  }

  /// The data of a fold, with a part of the other folds to choose the best epoch on.
  private Prepared parts(Prepared fold) {
    if (!(fold.training() instanceof Samples others)) {
      throw new DataException(
          "folds: the samples are a stream, which cannot be divided into folds; leave out --folds");
    }
    Holdout inner = Holdout.random(training.settings().validation(), training.settings().seed());
    int classes = fold.preprocessing().target().classes().size();
    Rows rows =
        others
            .labels()
            .map(labels -> inner.rows(labels, classes))
            .orElseGet(() -> inner.rows(others.count()));
    return new Prepared(
        fold.preprocessing(),
        some(others, rows.training()),
        some(others, rows.validation()),
        Optional.of(fold.validation()),
        fold.notes());
  }

  private static Source some(Samples all, int[] rows) {
    return all instanceof DataSet data ? data.select(rows) : new ChosenSamples(all, rows);
  }
}
