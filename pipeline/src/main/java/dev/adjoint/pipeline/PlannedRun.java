package dev.adjoint.pipeline;

import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.folder.SavedModel;

/// A run that has not begun, see [Training#plan].
///
/// @param saved what it is made of
/// @param prepared its samples
public record PlannedRun(SavedModel saved, Prepared prepared) {

  /// Refuses a run that does not fit into the memory of this Java.
  ///
  /// @throws dev.adjoint.data.DataException with what is too large
  public void requireMemory() {
    TrainingMemory.require(saved, prepared);
  }
}
