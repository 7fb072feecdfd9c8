package dev.adjoint.bench.roofline;

import dev.adjoint.bench.compare.Machine;
import dev.adjoint.bench.workload.Timed;
import dev.adjoint.kernel.tune.VectorPeaks;
import java.util.ArrayList;
import java.util.List;

/// What one thread can do at most, as measured.
///
/// @param gigaflops multiply–adds from registers, each counted as two operations, in 10⁹ a second
/// @param levels from the nearest and smallest to memory
record MachineLimit(double gigaflops, List<Level> levels) {

  /// More than any last cache holds, in bytes.
  private static final int MEMORY = 512 << 20;

  private static final double SECONDS = 0.3;
  private static final double WARM_UP = 0.3;

  /// A level of memory.
  ///
  /// @param bytes that it holds
  /// @param gigabytes moved in a second
  record Level(String name, long bytes, double gigabytes) {}

  /// Measures this machine: some five seconds.
  static MachineLimit measure() {
    List<Level> levels = new ArrayList<>();
    List<Integer> caches = Machine.cacheBytes();
    List<String> names = List.of("first cache", "second cache", "third cache");
    for (int i = 0; i < Math.min(names.size(), caches.size()); i++) {
      levels.add(level(names.get(i), caches.get(i)));
    }
    levels.add(level("memory", MEMORY));
    double rate = best(VectorPeaks::multiplyAdd);
    return new MachineLimit(rate * VectorPeaks.OPERATIONS / 1e9, levels);
  }

  /// The better of two measurements of the same machine: other work only takes away.
  MachineLimit orBetter(MachineLimit other) {
    List<Level> better = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      Level a = levels.get(i);
      Level b = other.levels.get(i);
      better.add(a.gigabytes >= b.gigabytes ? a : b);
    }
    return new MachineLimit(Math.max(gigaflops, other.gigaflops), List.copyOf(better));
  }

  /// Half of a level is swept, so that it surely holds it: only reading, and reading and writing;
  /// the better of the two counts.
  private static Level level(String name, int capacity) {
    int bytes = capacity / 2;
    float[] array = new float[bytes / Float.BYTES];
    int sweeps = Math.max(1, (8 << 20) / bytes);
    double reading = best(() -> VectorPeaks.read(array, sweeps));
    double changing = 2 * best(() -> VectorPeaks.change(array, sweeps));
    return new Level(name, capacity, Math.max(reading, changing) * sweeps * bytes / 1e9);
  }

  /// The best of five tries: other work on the machine only takes away.
  private static double best(Runnable work) {
    Timed.run(WARM_UP, work);
    double best = 0;
    for (int i = 0; i < 5; i++) {
      best = Math.max(best, Timed.rate(SECONDS / 5, work));
    }
    return best;
  }

  /// The least time of so much arithmetic and traffic in seconds, the traffic at the level that
  /// holds `footprint` bytes.
  double seconds(double flops, double bytes, long footprint) {
    return Math.max(flops / (gigaflops * 1e9), bytes / (level(footprint).gigabytes * 1e9));
  }

  /// The nearest level that holds this number of bytes.
  Level level(long footprint) {
    for (Level level : levels) {
      if (footprint <= level.bytes) {
        return level;
      }
    }
    return levels.getLast();
  }
}
