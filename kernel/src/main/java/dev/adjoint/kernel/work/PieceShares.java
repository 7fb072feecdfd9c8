package dev.adjoint.kernel.work;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The pieces of one call, in as many shares of consecutive pieces as threads take part.
///
/// A thread runs the pieces of its own share, then those of the next shares that are left. Calls
/// over the same array give a thread about the same part of it each time, whatever the number of
/// their pieces. The caches of the processor reward this: to read what another core has just
/// written takes several times as long as to read from memory that no core has changed.
final class PieceShares {
  /// How long the caller polls for the end of the last pieces before it sleeps, in nanoseconds.
  /// This is longer than a piece takes.
  private static final long AWAIT = 2_000_000;

  /// The distance between two counters, so that they are not in the same or in neighbouring cache
  /// lines.
  private static final int APART = 32;

  private final int pieces;
  private final IntConsumer task;
  private final int shares;
  private final Thread caller = Thread.currentThread();

  /// For each share, how many of its pieces were claimed.
  private final AtomicIntegerArray claimed;

  private final AtomicInteger done = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean waiting;

  PieceShares(int pieces, IntConsumer task, int threads) {
    this.pieces = pieces;
    this.task = task;
    shares = Math.min(pieces, threads);
    claimed = new AtomicIntegerArray((shares + 1) * APART);
  }

  /// The first piece of a share.
  static int first(int pieces, int share, int shares) {
    return (int) ((long) pieces * share / shares);
  }

  private int first(int share) {
    return first(pieces, share, shares);
  }

  private static int counter(int share) {
    return (share + 1) * APART;
  }

  private boolean hasWork(int share) {
    return claimed.get(counter(share)) < first(share + 1) - first(share);
  }

  /// Whether there are pieces that no thread has claimed.
  boolean hasWork() {
    for (int share = 0; share < shares; share++) {
      if (hasWork(share)) {
        return true;
      }
    }
    return false;
  }

  /// Runs pieces until none is left, first those of the share of a thread. Returns whether it ran
  /// any.
  ///
  /// @param thread the number of the thread; that of the caller is 0
  boolean takePart(int thread) {
    int count = 0;
    for (int i = 0; i < shares; i++) {
      count += takeFrom((thread + i) % shares);
    }
    if (count > 0 && done.addAndGet(count) == pieces && waiting) {
      LockSupport.unpark(caller);
    }
    return count > 0;
  }

  /// Runs pieces of one share until none is left, and returns their number.
  private int takeFrom(int share) {
    int count = 0;
    while (hasWork(share)) {
      int piece = first(share) + claimed.getAndIncrement(counter(share));
      if (piece >= first(share + 1)) {
        break;
      }
      perform(piece);
      count++;
    }
    return count;
  }

  private void perform(int piece) {
    try {
      if (failure.get() == null) {
        task.accept(piece);
      }
    } catch (Throwable thrown) {
      failure.compareAndSet(null, thrown);
    }
  }

  /// Waits for pieces that other threads have claimed. If the thread is interrupted, its interrupt
  /// status is kept for the caller.
  void await() {
    long start = System.nanoTime();
    while (!watch()) {
      if (System.nanoTime() - start < AWAIT) {
        WorkerPool.letOthersRun();
      } else if (!waiting) {
        waiting = true;
      } else {
        LockSupport.park(this);
      }
    }
  }

  /// Polls for about a microsecond. Returns whether all pieces are done.
  private boolean watch() {
    for (int look = 0; look < WorkerPool.LOOKS; look++) {
      if (done.get() == pieces) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  void rethrow() {
    switch (failure.get()) {
      case null -> {}
      case RuntimeException thrown -> throw thrown;
      case Error thrown -> throw thrown;
      case Throwable thrown -> throw new IllegalStateException(thrown);
    }
  }
}
