package dev.adjoint.bench.roofline;

import dev.adjoint.bench.compare.Machine;
import dev.adjoint.bench.workload.Timed;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// What one thread can do at most, as measured.
///
/// @param gigaflops multiply–adds from registers, each counted as two operations, in 10⁹ a second
/// @param levels from the nearest and smallest to memory
record MachineLimit(double gigaflops, List<Level> levels) {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int ROUNDS = 100_000;
  private static final int CHAINS = 16;

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
    double flops = 2.0 * CHAINS * LANES * ROUNDS;
    return new MachineLimit(best(MachineLimit::multiplyAdd) * flops / 1e9, levels);
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
    double reading = best(() -> read(array, sweeps));
    double changing = 2 * best(() -> change(array, sweeps));
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

  /// Independent chains hide the latency; none leaves its register.
  private static void multiplyAdd() {
    FloatVector m = FloatVector.broadcast(SPECIES, 0.999f);
    FloatVector c = FloatVector.broadcast(SPECIES, 0.001f);
    FloatVector a0 = m;
    FloatVector a1 = c;
    FloatVector a2 = m;
    FloatVector a3 = c;
    FloatVector a4 = m;
    FloatVector a5 = c;
    FloatVector a6 = m;
    FloatVector a7 = c;
    FloatVector a8 = m;
    FloatVector a9 = c;
    FloatVector b0 = m;
    FloatVector b1 = c;
    FloatVector b2 = m;
    FloatVector b3 = c;
    FloatVector b4 = m;
    FloatVector b5 = c;
    for (int i = 0; i < ROUNDS; i++) {
      a0 = a0.fma(m, c);
      a1 = a1.fma(m, c);
      a2 = a2.fma(m, c);
      a3 = a3.fma(m, c);
      a4 = a4.fma(m, c);
      a5 = a5.fma(m, c);
      a6 = a6.fma(m, c);
      a7 = a7.fma(m, c);
      a8 = a8.fma(m, c);
      a9 = a9.fma(m, c);
      b0 = b0.fma(m, c);
      b1 = b1.fma(m, c);
      b2 = b2.fma(m, c);
      b3 = b3.fma(m, c);
      b4 = b4.fma(m, c);
      b5 = b5.fma(m, c);
    }
    FloatVector sum = a0.add(a1).add(a2).add(a3).add(a4).add(a5).add(a6).add(a7).add(a8).add(a9);
    sum = sum.add(b0).add(b1).add(b2).add(b3).add(b4).add(b5);
    requireFinite(sum.reduceLanes(VectorOperators.ADD));
  }

  private static void change(float[] array, int sweeps) {
    FloatVector m = FloatVector.broadcast(SPECIES, 0.999f);
    for (int sweep = 0; sweep < sweeps; sweep++) {
      for (int i = 0; i <= array.length - LANES; i += LANES) {
        FloatVector.fromArray(SPECIES, array, i).mul(m).intoArray(array, i);
      }
    }
  }

  private static void read(float[] array, int sweeps) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    for (int sweep = 0; sweep < sweeps; sweep++) {
      for (int i = 0; i <= array.length - 4 * LANES; i += 4 * LANES) {
        a = a.add(FloatVector.fromArray(SPECIES, array, i));
        b = b.add(FloatVector.fromArray(SPECIES, array, i + LANES));
        c = c.add(FloatVector.fromArray(SPECIES, array, i + 2 * LANES));
        d = d.add(FloatVector.fromArray(SPECIES, array, i + 3 * LANES));
      }
    }
    requireFinite(a.add(b).add(c).add(d).reduceLanes(VectorOperators.ADD));
  }

  /// Uses a result, so that the compiler cannot leave out the work.
  private static void requireFinite(float result) {
    if (!Float.isFinite(result)) {
      throw new IllegalStateException("roofline: the sum became " + result);
    }
  }
}
