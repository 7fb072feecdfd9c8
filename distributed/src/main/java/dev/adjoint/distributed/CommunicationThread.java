package dev.adjoint.distributed;

import dev.adjoint.distributed.collective.CollectiveException;
import dev.adjoint.distributed.collective.CollectiveException.Reason;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The one thread that uses a collective, in the order of the requests, while the caller computes.
/// It measures how long it works and how long the caller waits for it.
final class CommunicationThread implements AutoCloseable {

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("adjoint-communication").factory());
  private final AtomicLong busy = new AtomicLong();
  private long waited;

  /// Begins some work.
  Future<?> begin(Runnable work) {
    return thread.submit(() -> timed(Executors.callable(work)));
  }

  /// Does some work and waits for its result.
  <T> T call(Callable<T> work) {
    return await(thread.submit(() -> timed(work)));
  }

  private <T> T timed(Callable<T> work) throws Exception {
    long start = System.nanoTime();
    try {
      return work.call();
    } finally {
      busy.addAndGet(System.nanoTime() - start);
    }
  }

  /// Waits for the end of some work.
  <T> T await(Future<T> work) {
    long start = System.nanoTime();
    try {
      return work.get();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CollectiveException(
          Reason.CLOSED, "collective: the training thread was interrupted while it waited");
    } finally {
      waited += System.nanoTime() - start;
    }
  }

  private static CollectiveException failure(@Nullable Throwable cause) {
    return cause instanceof CollectiveException known
        ? new CollectiveException(known.reason(), String.valueOf(known.getMessage()), known)
        : new CollectiveException(
            Reason.FAILED,
            "collective: the operation failed with %s".formatted(cause),
            new IllegalStateException(cause));
  }

  double busySeconds() {
    return busy.get() / 1e9;
  }

  double waitedSeconds() {
    return waited / 1e9;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
