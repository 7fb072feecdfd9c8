package dev.adjoint.train;

/// How far a run is: the next step is batch `batch` of epoch `epoch`, both counted from 0.
///
/// @param step the number of steps taken
public record Progress(int epoch, int batch, long step) {

  /// Before the first step.
  public static final Progress START = new Progress(0, 0, 0);

  /// The same position where batches have another size: behind the samples that were seen in the
  /// epoch, rounded down to whole batches.
  ///
  /// @param size the samples in a batch now
  /// @param other the samples in a batch then
  Progress withBatches(int size, int other) {
    return new Progress(epoch, (int) ((long) batch * size / other), step);
  }
}
