package dev.adjoint.data;

import java.util.Iterator;

/// A walk over the batches of an epoch. Closing it, which may be done at any time, closes the
/// stream that it reads from.
public sealed interface BatchWalk extends Iterator<Batch>, AutoCloseable
    permits RowWalk, StreamWalk, ReadAheadWalk {

  /// The samples of the last batch that was left out; 0 if none was so far.
  int leftOut();

  @Override
  void close();
}
