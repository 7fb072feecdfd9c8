package dev.adjoint.train;

/// How far a run is: the next step is batch `batch` of epoch `epoch`, both counted from 0.
///
/// @param step the number of steps taken
public record Progress(int epoch, int batch, long step) {

  /// Before the first step.
  public static final Progress START = new Progress(0, 0, 0);
}
