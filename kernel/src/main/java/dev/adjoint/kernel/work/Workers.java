package dev.adjoint.kernel.work;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The threads that share the work of one kernel call.
///
/// A call is cut into numbered pieces **by its shape alone**. Each free thread, including the
/// calling thread, claims the next piece. No piece depends on another or on the thread that runs
/// it, so the number of threads changes the time of a call and never its result.
///
/// One call at a time uses the pool. A call made while the pool is busy, from inside a piece or
/// from another thread, runs its pieces itself. So nested calls cannot deadlock, and a program that
/// calls from many threads already uses its processors.
public final class Workers {
  /// The system property with the number of threads at start; by default one per processor.
  public static final String PROPERTY = "adjoint.threads";

  /// The largest number of threads that can be requested.
  public static final int MOST_THREADS = 1024;

  /// How long a thread polls for more work before it sleeps, in nanoseconds. Waking a sleeping
  /// thread takes some 50 µs, which is longer than the time between the kernels of a small network.
  /// The system may also wake it on the caller's own processor, where it cannot help for
  /// milliseconds.
  private static final long WATCH = 200_000;

  /// How long the caller polls for the end of the last pieces before it sleeps, in nanoseconds.
  /// This is longer than a piece takes.
  private static final long AWAIT = 2_000_000;

  /// A polling thread yields the processor after this many polls, about every microsecond. Where
  /// other programs leave too few processors, the piece it waits for may need the processor that it
  /// occupies.
  private static final int LOOKS = 32;

  private static volatile Pool pool =
      new Pool(parse(System.getProperty(PROPERTY), Runtime.getRuntime().availableProcessors()));

  private Workers() {}

  /// The number of threads that work on one call, the calling thread included.
  public static int threads() {
    return pool.workers.length + 1;
  }

  /// Sets the number of threads, the calling thread included. Calls in progress end with the number
  /// they began with.
  ///
  /// @throws IllegalArgumentException if `count` is not within 1 and [#MOST_THREADS]
  public static synchronized void threads(int count) {
    if (count < 1 || count > MOST_THREADS) {
      throw new IllegalArgumentException(
          "threads: the count must be from 1 to %d, but it is %d".formatted(MOST_THREADS, count));
    }
    if (count != threads()) {
      Pool old = pool;
      pool = new Pool(count);
      old.close();
    }
  }

  /// Runs `task` once for each of 0 to `pieces − 1`, in any order and on any thread, and returns
  /// when all are done. Their writes are visible to the caller.
  ///
  /// If pieces throw, one of the exceptions reaches the caller, and pieces that have not begun are
  /// skipped.
  public static void run(int pieces, IntConsumer task) {
    pool.run(pieces, task);
  }

  static int parse(@Nullable String text, int otherwise) {
    if (text == null) {
      return otherwise;
    }
    int count = 0;
    try {
      count = Integer.parseInt(text.strip());
    } catch (NumberFormatException _) {
      // `count` stays 0, which is refused below
    }
    if (count < 1 || count > MOST_THREADS) {
      throw new IllegalArgumentException(
          "%s: must be a whole number from 1 to %d, but it is \"%s\""
              .formatted(PROPERTY, MOST_THREADS, text));
    }
    return count;
  }

  // The call is only a hint: whatever the scheduler does with it, the work gets done.
  @SuppressWarnings("ThreadPriorityCheck")
  private static void letOthersRun() {
    Thread.yield();
  }

  /// A fixed set of sleeping or polling threads and the one call they help with.
  private static final class Pool {
    private final AtomicReference<@Nullable Call> current = new AtomicReference<>();
    private final Worker[] workers;
    private volatile boolean closed;

    Pool(int threads) {
      workers = new Worker[threads - 1];
      for (int i = 0; i < workers.length; i++) {
        workers[i] = new Worker(this);
        Thread.ofPlatform()
            .name("adjoint-worker-" + (i + 1))
            .daemon()
            .inheritInheritableThreadLocals(false)
            .start(workers[i]);
      }
    }

    void run(int pieces, IntConsumer task) {
      if (pieces > 1 && workers.length > 0 && current.get() == null) {
        Call call = new Call(pieces, task, Thread.currentThread());
        if (current.compareAndSet(null, call)) {
          try {
            wake(pieces - 1);
            call.takePart();
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
        Call call = current.get();
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
  }

  /// One thread of the pool.
  private static final class Worker implements Runnable {
    private final Pool pool;
    private volatile @Nullable Thread sleeping;

    Worker(Pool pool) {
      this.pool = pool;
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
      Call call = pool.current.get();
      return call != null && call.takePart();
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
      Call call = pool.current.get();
      return call != null && call.hasWork();
    }

    void wake() {
      Thread thread = sleeping;
      if (thread != null) {
        LockSupport.unpark(thread);
      }
    }
  }

  /// The pieces of one call.
  private static final class Call {
    private final int pieces;
    private final IntConsumer task;
    private final Thread caller;
    private final AtomicInteger claimed = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean waiting;

    Call(int pieces, IntConsumer task, Thread caller) {
      this.pieces = pieces;
      this.task = task;
      this.caller = caller;
    }

    boolean hasWork() {
      return claimed.get() < pieces;
    }

    /// Runs pieces until none is left. Returns whether it ran any.
    boolean takePart() {
      boolean any = false;
      while (hasWork()) {
        int piece = claimed.getAndIncrement();
        if (piece >= pieces) {
          break;
        }
        any = true;
        perform(piece);
      }
      return any;
    }

    private void perform(int piece) {
      try {
        if (failure.get() == null) {
          task.accept(piece);
        }
      } catch (Throwable thrown) {
        failure.compareAndSet(null, thrown);
      } finally {
        if (done.incrementAndGet() == pieces && waiting) {
          LockSupport.unpark(caller);
        }
      }
    }

    /// Waits for pieces that other threads have claimed. If the thread is interrupted, its
    /// interrupt status is kept for the caller.
    void await() {
      long start = System.nanoTime();
      while (!watch()) {
        if (System.nanoTime() - start < AWAIT) {
          letOthersRun();
        } else if (!waiting) {
          waiting = true;
        } else {
          LockSupport.park(this);
        }
      }
    }

    /// Polls for about a microsecond. Returns whether all pieces are done.
    private boolean watch() {
      for (int look = 0; look < LOOKS; look++) {
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
}
