package dev.adjoint.bench.workload;

import java.util.Arrays;

/// Work done for a while.
public final class Timed {

  /// Untimed work before each measurement, in seconds: caches and clock are as they will be.
  private static final double SETTLE = 0.15;

  /// How often the clock is read, in seconds, so that reading it costs nothing that counts.
  private static final double CHUNK = 0.02;

  private static final int MOST_CALLS = 2_000_000;

  private Timed() {}

  /// Times of single calls in nanoseconds.
  public record Latency(double median, double percentile99, double mean) {}

  /// Works for at least this number of seconds and at least twice; returns how often.
  public static long run(double seconds, Runnable work) {
    long start = System.nanoTime();
    long calls = 0;
    do {
      work.run();
      calls++;
    } while (calls < 2 || System.nanoTime() - start < seconds * 1e9);
    return calls;
  }

  /// Calls per second, measured for at least this number of seconds.
  public static double rate(double seconds, Runnable work) {
    long chunk = Math.max(1, (long) ((double) run(SETTLE, work) * CHUNK / SETTLE));
    long calls = 0;
    long start = System.nanoTime();
    long now = start;
    while (now - start < seconds * 1e9) {
      for (long i = 0; i < chunk; i++) {
        work.run();
      }
      calls += chunk;
      now = System.nanoTime();
    }
    return (double) calls / ((double) (now - start) / 1e9);
  }

  /// Calls per second, their time alone, measured until they have taken this number of seconds;
  /// `before` runs before each and is not counted.
  public static double rate(double seconds, Runnable before, Runnable work) {
    long calls = 0;
    long spent = 0;
    while (calls < 2 || spent < seconds * 1e9) {
      before.run();
      long begin = System.nanoTime();
      work.run();
      spent += System.nanoTime() - begin;
      calls++;
    }
    return (double) calls / ((double) spent / 1e9);
  }

  /// The times of single calls in this number of seconds; `before` runs before each and is not
  /// counted.
  public static Latency latency(double seconds, Runnable before, Runnable work) {
    long settled = System.nanoTime() + (long) (SETTLE * 1e9);
    for (int i = 0; i < 200 && System.nanoTime() < settled; i++) {
      before.run();
      work.run();
    }
    long[] times = new long[MOST_CALLS];
    int calls = 0;
    long start = System.nanoTime();
    long end = start;
    while (calls < MOST_CALLS && (calls < 2 || end - start < seconds * 1e9)) {
      before.run();
      long begin = System.nanoTime();
      work.run();
      end = System.nanoTime();
      times[calls++] = end - begin;
    }
    Arrays.sort(times, 0, calls);
    double mean = Arrays.stream(times, 0, calls).average().orElseThrow();
    return new Latency(times[calls / 2], times[(int) (calls * 0.99)], mean);
  }
}
