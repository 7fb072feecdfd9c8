package dev.adjoint.bench.endurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What was seen at the end of an interval.
///
/// @param minutes since the start
/// @param perSecond speed over the interval, in the workload's unit
/// @param heap memory that is reachable, after a collection, in MB
/// @param resident memory of the process in MB; NaN if the system does not report it
record Moment(double minutes, double perSecond, double heap, double resident) {

  private static final Path STATUS = Path.of("/proc/self/status");

  /// Looks at the memory now.
  static Moment now(double minutes, double perSecond) {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    double heap = (double) (runtime.totalMemory() - runtime.freeMemory()) / (1 << 20);
    return new Moment(minutes, perSecond, heap, residentMegabytes());
  }

  private static double residentMegabytes() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException _) {
      return Double.NaN;
    }
  }
}
