package dev.adjoint.bench.scaling;

import dev.adjoint.bench.workload.Timed;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.Chart;
import dev.adjoint.plot.chart.Line;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/// One size that grows while all others stay the same.
///
/// @param name of the size
/// @param fixed what stays
/// @param work makes a training step of this size
/// @param flops of the matrix products of a step, a multiply–add counting two
record Sweep(
    String name, String fixed, int[] sizes, IntFunction<Runnable> work, IntToDoubleFunction flops) {

  /// In seconds.
  private static final double WARM_UP = 6;

  /// The time of a step at each size, in seconds, and how it grew.
  record Measured(Sweep sweep, double[] seconds) {

    /// How many times longer a step took for each time that the arithmetic grew, from one size to
    /// the next; above 1 it grew faster than the arithmetic.
    double excess(int i) {
      double arithmetic =
          sweep.flops.applyAsDouble(sweep.sizes[i]) / sweep.flops.applyAsDouble(sweep.sizes[i - 1]);
      return seconds[i] / seconds[i - 1] / arithmetic;
    }

    double gigaflops(int i) {
      return sweep.flops.applyAsDouble(sweep.sizes[i]) / seconds[i] / 1e9;
    }

    /// Time against size, with the line of a cost that grows as the arithmetic does from the last
    /// size back.
    Picture picture() {
      double[] x = new double[sweep.sizes.length];
      double[] milliseconds = new double[x.length];
      double[] ideal = new double[x.length];
      int last = x.length - 1;
      for (int i = 0; i < x.length; i++) {
        x[i] = sweep.sizes[i];
        milliseconds[i] = 1e3 * seconds[i];
        ideal[i] =
            1e3
                * seconds[last]
                * sweep.flops.applyAsDouble(sweep.sizes[i])
                / sweep.flops.applyAsDouble(sweep.sizes[last]);
      }
      return Chart.of(
              "Step against " + sweep.name + ": " + sweep.fixed,
              Axis.log(sweep.name),
              Axis.log("ms"))
          .with(Line.of("arithmetic", x, ideal, Palette.RULE).dashed())
          .with(Line.of("measured", x, milliseconds, Palette.series(0)))
          .withSize(680, 340)
          .toPicture();
    }
  }

  /// Measures each size for about as many seconds, after all of them have run in turn for a while:
  /// what is compiled for one serves the others, and has been compiled when measuring begins.
  Measured measure(double secondsEach) {
    Runnable[] steps = Arrays.stream(sizes).mapToObj(work).toArray(Runnable[]::new);
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < WARM_UP * 1e9) {
      for (Runnable step : steps) {
        Timed.run(WARM_UP / 10 / steps.length, step);
      }
    }
    double[] seconds = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      Timed.run(secondsEach, steps[i]);
      double best = 0;
      for (int turn = 0; turn < 3; turn++) {
        best = Math.max(best, Timed.rate(secondsEach / 3, steps[i]));
      }
      seconds[i] = 1 / best;
    }
    return new Measured(this, seconds);
  }
}
