package dev.adjoint.data;

import java.util.Iterator;

/// An iterator over the batches of an epoch. It can be closed at any time, which closes the stream
/// that it reads from.
public sealed interface BatchWalk extends Iterator<Batch>, AutoCloseable
    permits RowWalk, StreamWalk, ReadAheadWalk {

  /// The samples of the last batch that was left out; 0 if none was so far.
  int leftOut();

  @Override
  void close();
}
