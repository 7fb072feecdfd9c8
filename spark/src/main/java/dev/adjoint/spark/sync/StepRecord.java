package dev.adjoint.spark.sync;

import java.util.Locale;

/// The figures of some steps within an epoch of synchronous training.
///
/// @param epoch counted from 1
/// @param epochs the last one
/// @param step the steps so far, of all epochs
/// @param loss the mean training loss of the epoch so far
/// @param communication the mean of the parts of the time that workers waited for each other
/// @param speeds samples per second of each worker while it did not wait, in the order of the ranks
record StepRecord(
    int epoch, int epochs, long step, double loss, double communication, double[] speeds) {

  /// One line for the log.
  String line() {
    return String.format(
        Locale.ROOT,
        "epoch %d of %d, step %d: loss %.5f, communication %.0f %%, samples/s of each worker [%s]",
        epoch,
        epochs,
        step,
        loss,
        100 * communication,
        SyncRecord.list(speeds, ", "));
  }
}
