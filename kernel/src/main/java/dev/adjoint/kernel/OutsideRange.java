package dev.adjoint.kernel;

/// Creates the exception for an index that is out of range.
@FunctionalInterface
public interface OutsideRange {
  /// The exception for one index.
  ///
  /// @param value the index
  /// @param position its position in the C order of the indices
  RuntimeException of(long value, int position);
}
