package dev.adjoint.bench.roofline;

import dev.adjoint.bench.Arguments;
import dev.adjoint.bench.MeasuredPage;
import dev.adjoint.bench.compare.Numbers;
import dev.adjoint.bench.roofline.KernelCase.Measured;
import dev.adjoint.bench.roofline.MachineLimit.Level;
import dev.adjoint.bench.workload.Timed;
import dev.adjoint.kernel.work.Workers;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.Chart;
import dev.adjoint.plot.chart.Line;
import dev.adjoint.plot.chart.Scatter;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// `bench/roofline`: measures the machine and the kernels on one thread; writes `roofline.md`,
/// `roofline.svg` and `roofline.png`.
public final class Roofline {

  private static final String USAGE =
      """
      usage: bench/roofline [OPTION VALUE]…
        --pytorch PYTHON   measures PyTorch's kernels for the same work, too, in turn: a Python
                           that has PyTorch, such as python3
      """
          + MeasuredPage.options("roofline");

  private static final double WARM_UP = 0.8;
  private static final double SECONDS = 0.25;
  private static final int TURNS = 3;

  private Roofline() {}

  /// Takes about two minutes.
  public static void main(String[] arguments) throws Exception {
    Arguments.run(
        USAGE,
        arguments,
        given -> {
          Workers.threads(1);
          // Before and after, so that one disturbed moment cannot put the kernels above the
          // machine.
          MachineLimit before = MachineLimit.measure();
          Map<KernelCase, Rates> rates = new LinkedHashMap<>();
          String python = given.text("--pytorch", "");
          String peer;
          try (@Nullable PytorchKernels pytorch =
              python.isEmpty() ? null : PytorchKernels.start(python)) {
            peer = pytorch == null ? "" : pytorch.version();
            for (KernelCase kernel : KernelCases.all()) {
              rates.put(kernel, rates(kernel, pytorch));
            }
          }
          MachineLimit limit = before.orBetter(MachineLimit.measure());
          List<Measured> measured = new ArrayList<>();
          rates.forEach((kernel, rate) -> measured.add(judge(kernel, rate, limit)));
          RooflinePage page = new RooflinePage(limit, measured, peer);
          new MeasuredPage("roofline", picture(limit, measured), page::text).publish(given);
          return 0;
        });
  }

  /// Calls a second, the best of three turns.
  ///
  /// @param pytorch empty where PyTorch was not measured or has no such call
  private record Rates(double adjoint, OptionalDouble pytorch) {}

  private static Rates rates(KernelCase kernel, @Nullable PytorchKernels pytorch)
      throws IOException {
    Timed.run(WARM_UP, kernel.call());
    double ours = 0;
    OptionalDouble theirs = OptionalDouble.empty();
    for (int turn = 0; turn < TURNS; turn++) {
      ours = Math.max(ours, Timed.rate(SECONDS / TURNS, kernel.call()));
      if (pytorch != null) {
        OptionalDouble now = pytorch.rate(kernel, SECONDS / TURNS);
        theirs = theirs.orElse(0) < now.orElse(0) ? now : theirs;
      }
    }
    return new Rates(ours, theirs);
  }

  private static Measured judge(KernelCase kernel, Rates rates, MachineLimit limit) {
    double perSecond = rates.adjoint;
    long footprint = (long) kernel.bytes();
    double least = limit.seconds(kernel.flops(), kernel.bytes(), footprint);
    return new Measured(
        kernel, perSecond, rates.pytorch, limit.level(footprint), least * perSecond);
  }

  private static Picture picture(MachineLimit limit, List<Measured> measured) {
    double low = 0.05;
    double high = 2 * measured.stream().mapToDouble(m -> m.kernel().intensity()).max().orElse(10);
    List<Line> roofs = new ArrayList<>();
    List<Scatter> dots = new ArrayList<>();
    for (int i = 0; i < limit.levels().size(); i++) {
      Level level = limit.levels().get(i);
      double knee = limit.gigaflops() / level.gigabytes();
      roofs.add(
          Line.of(
              "%s, %s GB/s".formatted(level.name(), Numbers.text(level.gigabytes())),
              new double[] {low, knee, high},
              new double[] {low * level.gigabytes(), limit.gigaflops(), limit.gigaflops()},
              Palette.series(i)));
      List<Point> points =
          measured.stream()
              .filter(m -> m.level().equals(level))
              .map(m -> new Point(m.kernel().intensity(), m.gigaflops()))
              .toList();
      dots.add(Scatter.of("", points, Palette.series(i)));
    }
    return Chart.of(
            "Kernels below the roofs of the machine",
            Axis.log("operations a byte"),
            Axis.log("GFLOP/s"))
        .withAll(roofs)
        .withAll(dots)
        .withSize(720, 460)
        .toPicture();
  }
}
