package dev.adjoint.examples.cookbook;

import module dev.adjoint.train;

import java.io.IOException;
import java.nio.file.Path;

/// Weights and the state of a training in files.
public final class Saving {

  private Saving() {}

  /// Copies the weights of one model to another of the same form through a file.
  public static void weights(Layer model, Layer other, Path file) throws IOException {
    // @start region="weights"
    Weights.save(model, file);
    Weights.load(other, file);
    // @end
  }

  /// Saves the state of a training after an epoch and goes back to it.
  ///
  /// @return the epoch to go on with
  public static int state(Layer model, Optimizer optimizer, int epoch, Path file)
      throws IOException {
    // @start region="state"
    TrainingState state = TrainingState.of(model, optimizer);
    state.save(file, new Progress(epoch + 1, 0, optimizer.steps()));
    Progress next = state.load(file);
    // @end
    return next.epoch();
  }
}
