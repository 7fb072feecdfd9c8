package dev.adjoint.spark.tune;

import dev.adjoint.spark.model.RunFiles;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a task leaves.
///
/// @param loss the validation loss with the best weights, or the mean over the folds; NaN where the
///   training diverged
/// @param metric the first metric of the validation part, such as the accuracy; NaN if there is
///   none
/// @param bestEpoch the epoch whose weights are best; 0 for folds
/// @param failure why there is no model, or null
/// @param files the model, or null where none was asked for or there is none
public record TaskResult(
    double loss, double metric, int bestEpoch, @Nullable String failure, @Nullable RunFiles files)
    implements Serializable {

  private static final long serialVersionUID = 1;

  /// A training without a result.
  public static TaskResult failed(String reason) {
    return new TaskResult(Double.NaN, Double.NaN, 0, reason, null);
  }

  /// Why there is no model.
  public Optional<String> reason() {
    return Optional.ofNullable(failure);
  }

  /// The model.
  public Optional<RunFiles> model() {
    return Optional.ofNullable(files);
  }
}
