package dev.adjoint.spark.local;

import dev.adjoint.data.DataException;
import java.util.Optional;

/// The settings of local SGD.
///
/// @param localSteps the most steps H that a partition trains between two averages; a partition
///   whose pass ends earlier takes fewer
/// @param outerRate how far the average moves the weights: 1 takes the average itself
/// @param outerMomentum the momentum of Nesterov's outer step, in [0, 1); 0 for none. With DiLoCo
///   (Douillard et al. 2023) 0.9 and an outer rate of 0.7 are usual
/// @param checkpoints the folder of checkpoints in any Hadoop file system; empty for none
/// @param checkpointRounds how many rounds lie between two checkpoints, at least 1
/// @param restarts how often a round that Spark gave up is tried again before training ends, at
///   least 0
public record LocalPlan(
    int localSteps,
    double outerRate,
    double outerMomentum,
    Optional<String> checkpoints,
    int checkpointRounds,
    int restarts) {

  /// 16 steps, the average itself, no checkpoints, three restarts.
  public static final LocalPlan USUAL = new LocalPlan(16, 1, 0, Optional.empty(), 10, 3);

  /// Checks the ranges.
  ///
  /// @throws DataException naming what is out of its range
  public LocalPlan {
    if (localSteps < 1 || checkpointRounds < 1 || restarts < 0) {
      throw new DataException(
          "local SGD: local steps %d and rounds between checkpoints %d must be at least 1, and restarts %d at least 0"
              .formatted(localSteps, checkpointRounds, restarts));
    }
    if (!(outerRate > 0 && outerRate < Double.POSITIVE_INFINITY)
        || !(outerMomentum >= 0 && outerMomentum < 1)) {
      throw new DataException(
          "local SGD: the outer rate %s must be above 0 and the outer momentum %s at least 0 and below 1; 1 and 0 take the average"
              .formatted(outerRate, outerMomentum));
    }
  }

  /// What must be the same when a training is resumed.
  String fingerprint() {
    return "%d local steps, outer rate %s, outer momentum %s"
        .formatted(localSteps, outerRate, outerMomentum);
  }
}
