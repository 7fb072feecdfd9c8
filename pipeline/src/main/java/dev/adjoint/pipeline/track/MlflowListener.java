package dev.adjoint.pipeline.track;

import dev.adjoint.train.Figures;
import dev.adjoint.train.TrainEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells MLflow the course of a training: `train/loss` of each step, `epoch/…` and `validation/…`
/// after each epoch.
///
/// Points are sent after each epoch. A store that cannot be reached does not stop the training: the
/// points are kept and sent after the next epoch or at the end, and [#failure] says what was not
/// sent.
public final class MlflowListener implements Consumer<TrainEvent> {

  private static final int MOST_WAITING = 1_000_000;

  private final MlflowStore store;
  private final List<MlflowStore.Point> waiting = new ArrayList<>();
  private Optional<String> failure = Optional.empty();
  private long step;

  /// A listener that tells a store in which a run has begun.
  public MlflowListener(MlflowStore store) {
    this.store = store;
  }

  @Override
  public void accept(TrainEvent event) {
    switch (event) {
      case TrainEvent.Started started -> step = started.progress().step();
      case TrainEvent.BatchDone done -> {
        step = done.progress().step();
        add("train/loss", done.loss());
      }
      case TrainEvent.EpochDone done -> {
        figures("epoch", done.record().training());
        done.record().validation().ifPresent(figures -> figures("validation", figures));
        send();
      }
      case TrainEvent.Finished _ -> send();
      case TrainEvent.Remark _ -> {}
    }
  }

  private void figures(String part, Figures figures) {
    add(part + "/loss", figures.loss());
    figures.metrics().forEach((name, value) -> add(part + "/" + name, value));
  }

  private void add(String key, double value) {
    if (waiting.size() < MOST_WAITING) {
      waiting.add(new MlflowStore.Point(key, value, System.currentTimeMillis(), step));
    }
  }

  private void send() {
    try {
      store.add(waiting);
      waiting.clear();
      failure = Optional.empty();
    } catch (IOException e) {
      failure =
          Optional.of("%s; %,d figures were not sent".formatted(e.getMessage(), waiting.size()));
    }
  }

  /// What went wrong the last time; empty if everything was sent.
  public Optional<String> failure() {
    return failure;
  }
}
