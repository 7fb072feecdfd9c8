package dev.adjoint.cli.doctor;

import dev.adjoint.kernel.tune.VectorPeaks;
import java.util.ArrayList;
import java.util.List;

/// The measured limits of the machine.
///
/// @param oneThread multiply–adds from registers on one thread, each counted as two operations, in
///   10⁹ a second
/// @param allThreads the same on as many threads as compute
/// @param memory bytes that one thread moves from and to memory, in 10⁹ a second
/// @param allMemory the same on all threads together
record Peaks(double oneThread, double allThreads, double memory, double allMemory) {

  /// Larger than most third-level caches, in bytes for each thread.
  private static final int BYTES = 128 << 20;

  private static final long TURN = 60_000_000L;
  private static final int TURNS = 5;

  /// Measures for about two seconds.
  static Peaks measure(int threads) {
    VectorPeaks.multiplyAdd();
    float[] own = new float[BYTES / Float.BYTES];
    double one = VectorPeaks.OPERATIONS * best(1, VectorPeaks::multiplyAdd);
    double memory = 2.0 * BYTES * best(1, () -> VectorPeaks.change(own, 1));
    double all =
        threads == 1 ? one : VectorPeaks.OPERATIONS * best(threads, VectorPeaks::multiplyAdd);
    double allMemory = threads == 1 ? memory : allMemory(threads);
    return new Peaks(one / 1e9, all / 1e9, memory / 1e9, allMemory / 1e9);
  }

  /// Each thread sweeps its part of memory of the same size as a whole.
  private static double allMemory(int threads) {
    int bytes = BYTES / threads;
    ThreadLocal<float[]> parts = ThreadLocal.withInitial(() -> new float[bytes / Float.BYTES]);
    return 2.0 * bytes * best(threads, () -> VectorPeaks.change(parts.get(), 1));
  }

  /// Calls a second of all threads together, the best of some turns: other work only takes away.
  private static double best(int threads, Runnable work) {
    double best = 0;
    for (int turn = 0; turn < TURNS; turn++) {
      best = Math.max(best, turn(threads, work));
    }
    return best;
  }

  private static double turn(int threads, Runnable work) {
    double[] rates = new double[threads];
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      int number = i;
      others.add(Thread.ofPlatform().daemon().start(() -> rates[number] = rate(work)));
    }
    rates[0] = rate(work);
    double sum = 0;
    try {
      for (Thread other : others) {
        other.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (double rate : rates) {
      sum += rate;
    }
    return sum;
  }

  private static double rate(Runnable work) {
    work.run();
    long start = System.nanoTime();
    long calls = 0;
    long now;
    do {
      work.run();
      calls++;
      now = System.nanoTime();
    } while (now - start < TURN);
    return calls * 1e9 / (now - start);
  }
}
