package dev.adjoint.bench;

import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.matmul.MatmulCall;
import dev.adjoint.kernel.work.Workers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/// Measures the F32 matrix product against OpenBLAS in one run.
///
/// Arguments are shapes as [MatrixShape] reads them. Both sides are warmed up, then measured in
/// turn. Each turn starts with a pause, in which the threads of the other side stop watching for
/// more work (those of OpenBLAS hold a processor for some 30 ms), and with untimed calls. Printed,
/// in GFLOP/s, are the medians over the turns and the fastest single calls, which other work on the
/// machine disturbs least; then the median of the ratios of neighbouring turns with its range, and
/// the ratio of the fastest calls. `-Dadjoint.threads` sets the threads of both.
public final class MatmulAgainstBlas {
  private static final int TURNS = Integer.getInteger("turns", 15);
  private static final long TURN = 1_000_000L * Integer.getInteger("millis", 150);
  private static final long SETTLE = TURN / 3;
  private static final long WARM_UP = 10 * TURN;
  private static final long PAUSE = 100_000_000L;

  private MatmulAgainstBlas() {}

  /// Prints one line a shape.
  public static void main(String[] args) {
    OpenBlas blas = new OpenBlas(Workers.threads());
    System.out.printf(
        "%s, %d threads; OpenBLAS for %s%n",
        Kernels.active().description(), Workers.threads(), blas.processor());
    System.out.printf(
        "%-18s %20s %20s %23s %10s%n",
        "m x k x n", "OpenBLAS (fastest)", "Adjoint (fastest)", "ratio (range)", "fastest");
    String[] shapes = args.length == 0 ? new String[] {"256", "768", "2048"} : args;
    for (String shape : shapes) {
      measure(MatrixShape.parse(shape), blas);
    }
  }

  private static void measure(MatrixShape shape, OpenBlas blas) {
    View left = shape.left();
    View right = shape.right();
    View result = shape.result();
    Kernels kernels = Kernels.active();
    Runnable ours = () -> kernels.run(new MatmulCall(left, right, result));
    try (Arena arena = Arena.ofShared()) {
      MemorySegment a = copy(arena, array(left));
      MemorySegment b = copy(arena, array(right));
      MemorySegment c = copy(arena, array(result));
      Runnable theirs = () -> blas.multiply(shape, a, b, c);
      new Side(ours).calls(WARM_UP);
      new Side(theirs).calls(WARM_UP / 4);
      check(shape, array(result), c.toArray(ValueLayout.JAVA_FLOAT));
      report(shape, new Side(theirs), new Side(ours));
    }
  }

  private static void report(MatrixShape shape, Side their, Side our) {
    double[] ratios = new double[TURNS];
    for (int turn = 0; turn < TURNS; turn++) {
      (turn % 2 == 0 ? their : our).turn(turn);
      (turn % 2 == 0 ? our : their).turn(turn);
      ratios[turn] = their.times[turn] / our.times[turn];
    }
    Arrays.sort(ratios);
    double work = 2.0 * shape.m() * shape.k() * shape.n();
    System.out.printf(
        "%-18s %10.1f (%7.1f) %10.1f (%7.1f) %8.3f (%.3f..%.3f) %10.3f%n",
        shape.name(),
        work / median(their.times),
        work / their.fastest,
        work / median(our.times),
        work / our.fastest,
        median(ratios),
        ratios[0],
        ratios[TURNS - 1],
        their.fastest / our.fastest);
  }

  /// Both sides round differently; a wrong element is further off than that.
  private static void check(MatrixShape shape, float[] ours, float[] theirs) {
    for (int i = 0; i < ours.length; i++) {
      if (!(Math.abs(ours[i] - theirs[i]) <= 1e-5 * shape.k())) {
        throw new IllegalStateException(
            "%s: element %d is %s here and %s there"
                .formatted(shape.name(), i, ours[i], theirs[i]));
      }
    }
  }

  /// One of the two that are compared, and its times in nanoseconds a call.
  private static final class Side {
    private final Runnable product;
    private final double[] times = new double[TURNS];
    private double fastest = Double.POSITIVE_INFINITY;

    Side(Runnable product) {
      this.product = product;
    }

    void turn(int turn) {
      LockSupport.parkNanos(PAUSE);
      calls(SETTLE);
      times[turn] = calls(TURN);
    }

    /// Calls for at least `nanos` and returns the mean time of a call.
    double calls(long nanos) {
      long calls = 0;
      long start = System.nanoTime();
      long last = start;
      do {
        product.run();
        long now = System.nanoTime();
        fastest = Math.min(fastest, (double) (now - last));
        last = now;
        calls++;
      } while (last - start < nanos);
      return (double) (last - start) / (double) calls;
    }
  }

  private static float[] array(View view) {
    return ((Storage.Floats) view.storage()).array();
  }

  private static MemorySegment copy(Arena arena, float[] array) {
    MemorySegment segment = arena.allocate(ValueLayout.JAVA_FLOAT.byteSize() * array.length, 64);
    return segment.copyFrom(MemorySegment.ofArray(array));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
