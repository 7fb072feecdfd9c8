package dev.adjoint.pipeline;

import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.train.TrainEvent;
import dev.adjoint.train.Trainer;
import java.util.function.Consumer;

/// Saves a checkpoint after the first step, after the last epoch, and in between after each step or
/// epoch that ends two seconds or more after the last save.
///
/// When a checkpoint is saved does not change the results: a run that is resumed from any
/// checkpoint ends with the same bits.
final class Checkpointing implements Consumer<TrainEvent> {

  /// A crash loses at most this much work, and saving takes a small share of the time.
  private static final long NANOS_BETWEEN = 2_000_000_000L;

  private final Trainer trainer;
  private final RunFolder folder;
  private final int epochs;
  private long last;

  Checkpointing(Trainer trainer, RunFolder folder, int epochs) {
    this.trainer = trainer;
    this.folder = folder;
    this.epochs = epochs;
    this.last = System.nanoTime() - NANOS_BETWEEN;
  }

  @Override
  public void accept(TrainEvent event) {
    switch (event) {
      case TrainEvent.BatchDone _ -> saveWhenDue();
      case TrainEvent.EpochDone done when done.record().epoch() == epochs -> save();
      case TrainEvent.EpochDone _ -> saveWhenDue();
      case TrainEvent.Started _, TrainEvent.Finished _, TrainEvent.Remark _ -> {}
    }
  }

  private void saveWhenDue() {
    if (System.nanoTime() - last >= NANOS_BETWEEN) {
      save();
    }
  }

  private void save() {
    folder.writeCheckpoint(trainer.checkpoint());
    last = System.nanoTime();
  }
}
