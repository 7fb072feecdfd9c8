package dev.adjoint.kernel;

/// The exception for an index that points beyond what it indexes.
@FunctionalInterface
public interface OutsideRange {
  /// The exception for one index.
  ///
  /// @param value the index
  /// @param position its place in the C order of the indices
  RuntimeException of(long value, int position);
}
