package dev.adjoint.bench.workload;

import java.util.ArrayList;
import java.util.List;

/// How fast work became while it was repeated from the start of a process.
///
/// The final speed is the median over the second half of the windows. It is reached at the end of
/// the first of two windows in a row that have at least nine tenths of it.
final class WarmUp {

  /// The length of a window in seconds; a call that takes longer is a window of its own.
  private static final double WINDOW = 0.1;

  private static final double SHARE = 0.9;

  private final List<Window> windows = new ArrayList<>();

  /// Some calls in a row.
  ///
  /// @param end in milliseconds of the epoch
  /// @param speed in calls per second
  record Window(long end, double speed) {}

  /// Works for at least this number of seconds and at least twice.
  static WarmUp run(double seconds, Runnable work) {
    WarmUp warmUp = new WarmUp();
    long start = System.nanoTime();
    long begin = start;
    long calls = 0;
    while (warmUp.windows.size() < 2 || begin - start < seconds * 1e9) {
      work.run();
      calls++;
      long now = System.nanoTime();
      if (now - begin >= WINDOW * 1e9) {
        warmUp.add(new Window(System.currentTimeMillis(), calls / ((now - begin) / 1e9)));
        begin = now;
        calls = 0;
      }
    }
    return warmUp;
  }

  void add(Window window) {
    windows.add(window);
  }

  /// When the work had reached its final speed, in milliseconds of the epoch.
  long reached() {
    double least = SHARE * finalSpeed();
    for (int i = 0; i + 1 < windows.size(); i++) {
      if (windows.get(i).speed >= least && windows.get(i + 1).speed >= least) {
        return windows.get(i).end;
      }
    }
    return windows.getLast().end;
  }

  private double finalSpeed() {
    List<Double> speeds =
        windows.subList(windows.size() / 2, windows.size()).stream()
            .map(Window::speed)
            .sorted()
            .toList();
    return speeds.get(speeds.size() / 2);
  }
}
