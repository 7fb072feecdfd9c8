package dev.adjoint.train;

/// How long and in which portions to train.
///
/// @param epochs how often every sample is seen, at least 1
/// @param batch samples in a step, at least 1
/// @param seed decides the order of the samples and the randomness in layers
/// @param patience epochs without a better validation loss before training stops; 0 never stops
///   early
public record TrainOptions(int epochs, int batch, long seed, int patience) {

  /// Checks the ranges.
  public TrainOptions {
    if (epochs < 1 || batch < 1 || patience < 0) {
      throw new IllegalArgumentException(
          "train: epochs and batch are at least 1 and patience at least 0 (epochs %d, batch %d, patience %d)"
              .formatted(epochs, batch, patience));
    }
  }
}
