package dev.adjoint.kernel.work;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The threads that share the work of one kernel call.
///
/// A call is cut into numbered pieces **by its shape alone**. Each thread, including the calling
/// thread, has a share of consecutive pieces and claims those first; then it helps with the shares
/// of the others. So a thread works on the same part of an array in one call after another, and
/// finds what it wrote in its own cache. No piece depends on another or on the thread that runs it,
/// so the number of threads changes the time of a call and never its result.
///
/// One call at a time uses the pool. A call made while the pool is busy, from inside a piece or
/// from another thread, runs its pieces itself. So nested calls cannot deadlock, and a program that
/// calls from many threads already uses its processors.
public final class Workers {
  /// The system property with the number of threads at start; by default one per processor.
  public static final String PROPERTY = "adjoint.threads";

  /// The largest number of threads that can be requested.
  public static final int MOST_THREADS = 1024;

  private static volatile WorkerPool pool =
      new WorkerPool(
          parse(System.getProperty(PROPERTY), Runtime.getRuntime().availableProcessors()));

  private Workers() {}

  /// The number of threads that work on one call, the calling thread included.
  public static int threads() {
    return pool.threads();
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
      WorkerPool old = pool;
      pool = new WorkerPool(count);
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
}
