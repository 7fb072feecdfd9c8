package dev.adjoint.data;

import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/// Reads the next batches on a virtual thread while the caller uses the present one. The batches
/// are the same.
final class ReadAheadWalk implements BatchWalk {

  /// One batch is being read while another one is ready.
  private static final int DEPTH = 2;

  private static final Executor THREAD =
      task -> Thread.ofVirtual().name("adjoint read ahead").start(task);

  private final BatchWalk inner;
  private final Queue<CompletableFuture<Optional<Batch>>> ahead = new ArrayDeque<>();
  private CompletableFuture<Optional<Batch>> latest =
      CompletableFuture.completedFuture(Optional.empty());

  ReadAheadWalk(BatchWalk inner) {
    this.inner = inner;
    while (ahead.size() < DEPTH) {
      request();
    }
  }

  /// Each read begins when the one before has ended, so only one thread at a time uses the inner
  /// iterator.
  private void request() {
    latest =
        latest.thenApplyAsync(
            _ -> inner.hasNext() ? Optional.of(inner.next()) : Optional.empty(), THREAD);
    ahead.add(latest);
  }

  private Optional<Batch> first() {
    CompletableFuture<Optional<Batch>> first = ahead.peek();
    if (first == null) {
      return Optional.empty();
    }
    try {
      return first.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  @Override
  public boolean hasNext() {
    return first().isPresent();
  }

  @Override
  public Batch next() {
    Batch batch =
        first().orElseThrow(() -> new NoSuchElementException("batches: the epoch is over"));
    ahead.remove();
    request();
    return batch;
  }

  /// Known at the end of the epoch.
  @Override
  public int leftOut() {
    latest.exceptionally(_ -> Optional.empty()).join();
    return inner.leftOut();
  }

  /// Waits for the read that is running.
  @Override
  public void close() {
    latest.exceptionally(_ -> Optional.empty()).join();
    ahead.clear();
    inner.close();
  }
}
