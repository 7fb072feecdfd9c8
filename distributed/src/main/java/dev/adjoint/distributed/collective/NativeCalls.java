package dev.adjoint.distributed.collective;

import java.lang.foreign.MemorySegment;

/// What a native library does for a [NativeCollective]. All calls come from one thread, and throw a
/// [CollectiveException] if the library reports an error.
interface NativeCalls {

  /// The types of elements.
  enum Kind {
    FLOAT,
    DOUBLE,
    LONG
  }

  int rank();

  int size();

  /// Replaces the elements by their sums over all ranks.
  void sum(MemorySegment buffer, long count, Kind kind);

  /// Replaces longs by the least of all ranks.
  void min(MemorySegment buffer, long count);

  void broadcast(MemorySegment buffer, long bytes, int root);

  /// Fills in the parts of the other ranks.
  ///
  /// @param buffer one part for each rank, in their order; that of this rank is filled in
  /// @param bytes of one part
  void allGather(MemorySegment buffer, long bytes);

  /// Leaves the group.
  ///
  /// @param isWhole whether all calls so far have succeeded
  void leave(boolean isWhole);
}
