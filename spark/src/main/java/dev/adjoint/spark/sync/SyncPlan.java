package dev.adjoint.spark.sync;

import dev.adjoint.data.DataException;
import java.time.Duration;
import java.util.Optional;

/// The settings of synchronous training.
///
/// @param checkpoints the folder of checkpoints in any Hadoop file system; empty for none
/// @param checkpointSteps how many steps lie between two checkpoints, at least 1
/// @param restarts how often the workers are started again without a new checkpoint in between
///   before training ends, at least 0
/// @param timeout how long a worker waits for another one that does not answer, at least a second;
///   longer than the slowest step and the writing of a checkpoint
/// @param patience how long the driver waits for free cores before the workers start
public record SyncPlan(
    Optional<String> checkpoints,
    int checkpointSteps,
    int restarts,
    Duration timeout,
    Duration patience) {

  /// No checkpoints, three restarts, a timeout and a patience of a minute.
  public static final SyncPlan USUAL =
      new SyncPlan(Optional.empty(), 100, 3, Duration.ofMinutes(1), Duration.ofMinutes(1));

  /// Checks the ranges.
  ///
  /// @throws DataException naming what is out of its range
  public SyncPlan {
    if (checkpointSteps < 1 || restarts < 0 || timeout.toSeconds() < 1) {
      throw new DataException(
          "synchronous training: steps between checkpoints %d must be at least 1, restarts %d at least 0 and the timeout %d s at least 1"
              .formatted(checkpointSteps, restarts, timeout.toSeconds()));
    }
  }
}
