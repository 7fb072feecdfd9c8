package dev.adjoint.distributed.collective;

import dev.adjoint.distributed.collective.CollectiveException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where the ranks of a [ThreadCollective] exchange arrays: who comes first waits for the others.
final class Meeting {

  /// How often a waiting rank looks whether the threads of the others are alive, in milliseconds.
  private static final long LOOK = 50;

  private final int size;
  private final Duration timeout;
  private final @Nullable Object[] given;
  private final @Nullable Thread[] threads;
  private final boolean[] closed;
  private String call = "";
  private int arrived;
  private long round;
  private List<Object> result = List.of();
  private @Nullable CollectiveException broken;

  Meeting(int size, Duration timeout) {
    this.size = size;
    this.timeout = timeout;
    this.given = new Object[size];
    this.threads = new Thread[size];
    this.closed = new boolean[size];
  }

  int size() {
    return size;
  }

  /// What all ranks gave, in their order. No rank may change what it gave.
  ///
  /// @param wanted the operation with its sizes, which must be the same on all ranks
  synchronized List<Object> meet(int rank, String wanted, Object mine) {
    requireWhole(rank);
    threads[rank] = Thread.currentThread();
    if (arrived > 0 && !wanted.equals(call)) {
      throw fail(
          Reason.MISMATCH,
          "rank %d calls %s but another rank called %s; all ranks call the same operations with the same sizes"
              .formatted(rank, wanted, call));
    }
    call = wanted;
    given[rank] = mine;
    arrived++;
    if (arrived == size) {
      complete();
      return result;
    }
    long mineRound = round;
    long end = System.nanoTime() + timeout.toNanos();
    while (round == mineRound && broken == null) {
      pause(rank, end);
    }
    if (round == mineRound) {
      throw again();
    }
    return result;
  }

  private void complete() {
    Object[] all = new Object[size];
    for (int i = 0; i < size; i++) {
      all[i] = Objects.requireNonNull(given[i]);
      given[i] = null;
    }
    result = List.of(all);
    arrived = 0;
    round++;
    notifyAll();
  }

  @SuppressWarnings("WaitNotInLoop") // The caller asks again until its round is complete.
  private void pause(int rank, long end) {
    for (int i = 0; i < size; i++) {
      Thread thread = threads[i];
      if (given[i] == null && (closed[i] || (thread != null && !thread.isAlive()))) {
        fail(Reason.PEER_LOST, "rank %d ended during %s".formatted(i, call));
        return;
      }
    }
    long left = (end - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      fail(
          Reason.TIMEOUT,
          "rank %d waited %s for %s but only %d of %d ranks came"
              .formatted(rank, timeout, call, arrived, size));
      return;
    }
    try {
      wait(Math.min(LOOK, left));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      fail(Reason.PEER_LOST, "rank %d was interrupted during %s".formatted(rank, call));
    }
  }

  private void requireWhole(int rank) {
    if (closed[rank]) {
      throw new CollectiveException(
          Reason.CLOSED, "collective: rank %d has closed its end".formatted(rank));
    }
    if (broken != null) {
      throw again();
    }
    for (int i = 0; i < size; i++) {
      if (closed[i]) {
        throw fail(Reason.PEER_LOST, "rank %d has closed its end".formatted(i));
      }
    }
  }

  private CollectiveException fail(Reason reason, String text) {
    broken = new CollectiveException(reason, "collective: " + text);
    notifyAll();
    return broken;
  }

  /// The error for one more rank, with its own stack.
  private CollectiveException again() {
    CollectiveException first = Objects.requireNonNull(broken);
    return new CollectiveException(
        first.reason(), Objects.requireNonNull(first.getMessage()), first);
  }

  synchronized void close(int rank) {
    closed[rank] = true;
    notifyAll();
  }
}
