package dev.adjoint.data;

/// How the last batch of an epoch is treated if it is smaller than the others.
public enum LastBatch {
  /// It is used as it is.
  KEEP,
  /// It is left out (`drop_last` in PyTorch).
  DROP,
  /// It is left out if it is a single sample and not the only batch: batch normalisation cannot
  /// work on one sample.
  DROP_SINGLE;

  /// Whether a batch is left out.
  ///
  /// @param count its samples
  /// @param size samples in a full batch
  /// @param index its position in the epoch, from 0
  boolean drops(int count, int size, int index) {
    return switch (this) {
      case KEEP -> false;
      case DROP -> count < size;
      case DROP_SINGLE -> count == 1 && size > 1 && index > 0;
    };
  }
}
