package dev.adjoint.kernel.work;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A fixed set of sleeping or polling threads and the one call they help with.
final class WorkerPool {
  /// How long a thread polls for more work before it sleeps, in nanoseconds. Waking a sleeping
  /// thread takes some 50 µs, which is longer than the time between the kernels of a small network.
  /// The system may also wake it on the caller's own processor, where it cannot help for
  /// milliseconds.
  private static final long WATCH = 200_000;

  /// A polling thread yields the processor after this many polls, about every microsecond. Where
  /// other programs leave too few processors, the piece it waits for may need the processor that it
  /// occupies.
  static final int LOOKS = 32;

  private final AtomicReference<@Nullable PieceShares> current = new AtomicReference<>();
  private final Worker[] workers;
  private volatile boolean closed;

  WorkerPool(int threads) {
    workers = new Worker[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(this, i + 1);
      Thread.ofPlatform()
          .name("adjoint-worker-" + (i + 1))
          .daemon()
          .inheritInheritableThreadLocals(false)
          .start(workers[i]);
    }
  }

  /// The number of threads, the calling thread included.
  int threads() {
    return workers.length + 1;
  }

  void run(int pieces, IntConsumer task) {
    if (pieces > 1 && workers.length > 0 && current.get() == null) {
      PieceShares call = new PieceShares(pieces, task, threads());
      if (current.compareAndSet(null, call)) {
        try {
          wake(pieces - 1);
          call.takePart(0);
          call.await();
        } finally {
          current.set(null);
        }
        call.rethrow();
        return;
      }
    }
    for (int piece = 0; piece < pieces; piece++) {
      task.accept(piece);
    }
  }

  private void wake(int most) {
    for (int i = 0; i < workers.length && i < most; i++) {
      workers[i].wake();
    }
  }

  /// Polls for a call for about a microsecond. Returns whether there is one now.
  boolean watch() {
    for (int look = 0; look < LOOKS; look++) {
      PieceShares call = current.get();
      if (call != null && call.hasWork()) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  void close() {
    closed = true;
    wake(workers.length);
  }

  // The call is only a hint: whatever the scheduler does with it, the work gets done.
  @SuppressWarnings("ThreadPriorityCheck")
  static void letOthersRun() {
    Thread.yield();
  }

  /// One thread of the pool.
  private static final class Worker implements Runnable {
    private final WorkerPool pool;
    private final int number;
    private volatile @Nullable Thread sleeping;

    Worker(WorkerPool pool, int number) {
      this.pool = pool;
      this.number = number;
    }

    @Override
    public void run() {
      long lastWork = System.nanoTime();
      while (!pool.closed) {
        if (help() || pool.watch()) {
          lastWork = System.nanoTime();
        } else if (System.nanoTime() - lastWork < WATCH) {
          letOthersRun();
        } else {
          sleep();
          lastWork = System.nanoTime();
        }
      }
    }

    /// This is a separate method so that the stack of a sleeping thread holds no reference to a
    /// call and its arrays.
    private boolean help() {
      PieceShares call = pool.current.get();
      return call != null && call.takePart(number);
    }

    private void sleep() {
      sleeping = Thread.currentThread();
      // A thread that publishes a call then reads `sleeping`, so one of the two threads sees the
      // other.
      if (!pool.closed && !hasWork()) {
        LockSupport.park(pool);
      }
      sleeping = null;
    }

    private boolean hasWork() {
      PieceShares call = pool.current.get();
      return call != null && call.hasWork();
    }

    void wake() {
      Thread thread = sleeping;
      if (thread != null) {
        LockSupport.unpark(thread);
      }
    }
  }
}
