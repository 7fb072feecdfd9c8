package dev.adjoint.spark.sync;

import dev.adjoint.spark.rows.TensorValues;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/// What a worker hands to the driver.
///
/// @param weights of the best epoch, from worker 0; none from the others
/// @param epochs the figures of the epochs since the worker started
/// @param failure why training cannot go on, in a sentence; empty where it has ended well. Starting
///   again would not help
record SyncResult(TensorValues weights, List<SyncRecord> epochs, String failure)
    implements Serializable {

  private static final long serialVersionUID = 1;

  /// Copies the list into one that can be sent.
  SyncResult {
    epochs = new ArrayList<>(epochs);
  }
}
