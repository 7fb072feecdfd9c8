package dev.adjoint.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The other work of the machine during a measurement: processor time of other processes, and a
/// clock that ran slower than at its best, which a virtual machine cannot see otherwise.
final class Disturbance {

  /// In processors.
  private static final double FOREIGN = 0.15;

  /// How much slower than the best.
  private static final double CLOCK = 0.05;

  private static final double TICKS_A_SECOND = 100;
  private static final Path ALL = Path.of("/proc/stat");

  private double best = Double.POSITIVE_INFINITY;
  private double sink = 1;

  private long busyBefore;
  private long ownBefore;
  private long start;
  private double clockBefore;

  /// Finds the clock's best.
  Disturbance() {
    for (int i = 0; i < 40; i++) {
      clock();
    }
  }

  /// A measurement by this process begins.
  void begin(long process) {
    clockBefore = Math.min(clock(), clock());
    busyBefore = busy();
    ownBefore = own(process);
    start = System.nanoTime();
  }

  /// Whether the measurement that ends now was disturbed.
  boolean end(long process) {
    double seconds = (double) (System.nanoTime() - start) / 1e9;
    long foreign = busy() - busyBefore - (own(process) - ownBefore);
    double clock = Math.max(clockBefore, Math.min(clock(), clock()));
    return (double) foreign / TICKS_A_SECOND / seconds > FOREIGN || clock > best * (1 + CLOCK);
  }

  /// The time of a chain of dependent additions and multiplications.
  private double clock() {
    long begin = System.nanoTime();
    double x = sink;
    for (int i = 0; i < 2_000_000; i++) {
      x = x * 1.0000001 + 1e-9;
    }
    double time = (double) (System.nanoTime() - begin);
    sink = Double.isFinite(x) && x < 1e6 ? x : 1;
    best = Math.min(best, time);
    return time;
  }

  /// The time that all processors were busy, in ticks; 0 if the system does not report it.
  private static long busy() {
    try {
      String[] fields = Files.readAllLines(ALL).getFirst().trim().split("\\s+", -1);
      long ticks = 0;
      for (int i : new int[] {1, 2, 3, 6, 7, 8}) {
        ticks += Long.parseLong(fields[i]);
      }
      return ticks;
    } catch (IOException _) {
      return 0;
    }
  }

  private static long own(long process) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    } catch (IOException _) {
      return 0;
    }
  }
}
