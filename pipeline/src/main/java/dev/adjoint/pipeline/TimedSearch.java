package dev.adjoint.pipeline;

import dev.adjoint.data.DataException;
import dev.adjoint.data.RandomStream;
import dev.adjoint.nn.Layer;
import dev.adjoint.pipeline.network.ArchitectureKind;
import dev.adjoint.pipeline.settings.Settings;
import dev.adjoint.train.DivergedException;
import dev.adjoint.train.EpochRecord;
import dev.adjoint.train.TrainEvent;
import dev.adjoint.train.Trainer;
import dev.adjoint.train.search.MedianRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Searches the size of the network, the step size and the regularisation of a [Training] within a
/// limit of time.
///
/// ```java
/// TimedSearchResult found = TimedSearch.of(training, Duration.ofMinutes(5)).run();
/// TrainingResult result = found.best().run(Path.of("runs/best"));
/// ```
///
/// The first trial has the defaults, the others are drawn at random from the seed of the training;
/// random search finds as good settings as a grid with far fewer trials (Bergstra and Bengio 2012).
/// A trial that falls behind is stopped ([MedianRule]). The trial with the lowest validation loss
/// wins. The search leaves as much time as this trial took, so that the best settings can be
/// trained again within the limit, into a folder and with the same bits.
///
/// How many trials there are depends on the speed of the computer. The settings that were found are
/// in `model.json`, so the run itself can be repeated anywhere.
public final class TimedSearch {

  private final Training training;
  private final Duration limit;
  private final LongSupplier clock;
  private final List<Consumer<TimedTrial>> listeners = new ArrayList<>();
  private final MedianRule rule = new MedianRule();
  private final List<TimedTrial> trials = new ArrayList<>();
  private volatile @Nullable Trainer present;
  private volatile boolean isStopped;

  private TimedSearch(Training training, Duration limit, LongSupplier clock) {
    this.training = training;
    this.limit = limit;
    this.clock = clock;
    if (!limit.isPositive()) {
      throw new DataException(
          "search: the limit is %s but must be longer than nothing; give such as 5m"
              .formatted(limit));
    }
  }

  /// A search that has not started.
  ///
  /// @param limit of the search and the training with its best settings
  public static TimedSearch of(Training training, Duration limit) {
    return of(training, limit, System::nanoTime);
  }

  /// The same with another clock.
  ///
  /// @param clock gives the time in nanoseconds
  static TimedSearch of(Training training, Duration limit, LongSupplier clock) {
    return new TimedSearch(training, limit, clock);
  }

  /// Adds a listener, which gets each trial when it has ended.
  public TimedSearch listen(Consumer<TimedTrial> listener) {
    listeners.add(listener);
    return this;
  }

  /// Asks it to stop after the present step; callable from any thread.
  public void stop() {
    isStopped = true;
    Trainer running = present;
    if (running != null) {
      running.stop();
    }
  }

  /// Searches.
  ///
  /// @return the best settings; those of the training itself if not even they could be tried in
  ///   half of the time; empty if it was stopped
  /// @throws DataException when the data cannot be read or used
  public Optional<TimedSearchResult> run() {
    long start = clock.getAsLong();
    PlannedRun usual = training.plan();
    TrialSettings settings = settings(usual);
    var random = RandomStream.of(training.settings().seed(), "search");
    trial(usual, Map.of(), start + limit.toNanos() / 2);
    List<Training> tried = new ArrayList<>(List.of(training));
    while (!isStopped && hasTime(start)) {
      Map<String, String> changed = new LinkedHashMap<>();
      Training drawn = settings.draw(random, changed);
      long end = start + limit.toNanos() - nanos(best().seconds());
      trial(drawn.plan(usual.saved().source(), usual.prepared()), changed, end);
      tried.add(drawn);
    }
    if (isStopped) {
      return Optional.empty();
    }
    int chosen = best().number();
    return Optional.of(
        new TimedSearchResult(tried.get(chosen - 1), chosen, trials, limit.toNanos() / 1e9));
  }

  private TrialSettings settings(PlannedRun usual) {
    String name = usual.saved().source().usualModel(usual.prepared());
    ArchitectureKind kind = training.network().kind(name);
    Settings defaults = usual.saved().settings();
    int width =
        usual.saved().architecture().toMap().get("width") instanceof Integer known ? known : 0;
    return new TrialSettings(training, kind, defaults, width);
  }

  /// Whether another trial as long as half of the best one fits before the last training.
  private boolean hasTime(long start) {
    TimedTrial best = best();
    return best.ending() == TimedTrial.Ending.FINISHED
        && clock.getAsLong() - start + nanos(1.5 * best.seconds()) < limit.toNanos();
  }

  private static long nanos(double seconds) {
    return (long) (seconds * 1e9);
  }

  /// The trial with the lowest loss among those that finished; the first one if none did.
  private TimedTrial best() {
    TimedTrial best = trials.getFirst();
    for (TimedTrial trial : trials) {
      boolean counts = trial.ending() == TimedTrial.Ending.FINISHED;
      boolean isBetter = !(best.loss() <= trial.loss());
      best = counts && isBetter ? trial : best;
    }
    return best;
  }

  private void trial(PlannedRun plan, Map<String, String> changed, long end) {
    long start = clock.getAsLong();
    Settings settings = plan.saved().settings();
    Layer network = plan.saved().initialNetwork(plan.prepared());
    RunParts run = RunParts.of(plan.saved(), plan.prepared(), network);
    Trainer trainer =
        Trainer.of(
            network,
            run.objective().loss(),
            run.optimizer(),
            run.samples(),
            run.options()
                .withValidation(plan.prepared().validation())
                .withMetrics(run.objective().metrics()));
    List<Double> curve = new ArrayList<>();
    TimedTrial.Ending[] ending = {TimedTrial.Ending.FINISHED};
    trainer.listen(event -> {
      if (event instanceof TrainEvent.EpochDone done) {
        add(curve, done.record());
        if (rule.isWorse(curve, settings.epochs())) {
          ending[0] = TimedTrial.Ending.WORSE;
          trainer.stop();
        }
      }
      if (event instanceof TrainEvent.BatchDone && clock.getAsLong() > end) {
        ending[0] = TimedTrial.Ending.TIME_UP;
        trainer.stop();
      }
    });
    present = trainer;
    if (isStopped) {
      return;
    }
    double loss = Double.NaN;
    int bestEpoch = 0;
    try {
      TrainEvent.Finished finished = trainer.fit();
      loss = curve.isEmpty() ? Double.NaN : curve.getLast();
      bestEpoch = finished.best().epoch();
    } catch (DivergedException _) {
      ending[0] = TimedTrial.Ending.DIVERGED;
    }
    TimedTrial done =
        new TimedTrial(
            trials.size() + 1,
            changed,
            loss,
            bestEpoch,
            trainer.history().size(),
            (clock.getAsLong() - start) / 1e9,
            ending[0]);
    trials.add(done);
    rule.add(curve);
    if (!isStopped) {
      listeners.forEach(listener -> listener.accept(done));
    }
  }

  /// The best validation loss up to each epoch.
  private static void add(List<Double> curve, EpochRecord record) {
    double loss = record.validation().map(figures -> figures.loss()).orElse(Double.NaN);
    boolean isBetter = curve.isEmpty() || !(curve.getLast() <= loss);
    curve.add(isBetter ? loss : curve.getLast());
  }
}
