package dev.adjoint.bench.roofline;

import dev.adjoint.bench.Arguments;
import dev.adjoint.bench.MeasuredPage;
import dev.adjoint.bench.compare.Machine;
import dev.adjoint.bench.compare.Numbers;
import dev.adjoint.bench.roofline.KernelCase.Measured;
import dev.adjoint.bench.roofline.MachineLimit.Level;
import dev.adjoint.bench.workload.Timed;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.work.Workers;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.Chart;
import dev.adjoint.plot.chart.Line;
import dev.adjoint.plot.chart.Scatter;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `bench/roofline`: measures the machine and the kernels on one thread; writes `roofline.md`,
/// `roofline.svg` and `roofline.png`.
public final class Roofline {

  private static final String USAGE =
      """
      usage: bench/roofline [OPTION VALUE]…
      """
          + MeasuredPage.options("roofline");

  private static final double WARM_UP = 0.8;
  private static final double SECONDS = 0.25;

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
          Map<KernelCase, Double> rates = new LinkedHashMap<>();
          KernelCases.all().forEach(kernel -> rates.put(kernel, rate(kernel)));
          MachineLimit limit = before.orBetter(MachineLimit.measure());
          List<Measured> measured = new ArrayList<>();
          rates.forEach((kernel, rate) -> measured.add(judge(kernel, rate, limit)));
          new MeasuredPage(
                  "roofline", picture(limit, measured), chart -> page(limit, measured, chart))
              .publish(given);
          return 0;
        });
  }

  /// Calls a second, the best of three tries.
  private static double rate(KernelCase kernel) {
    Timed.run(WARM_UP, kernel.call());
    double perSecond = 0;
    for (int i = 0; i < 3; i++) {
      perSecond = Math.max(perSecond, Timed.rate(SECONDS / 3, kernel.call()));
    }
    return perSecond;
  }

  private static Measured judge(KernelCase kernel, double perSecond, MachineLimit limit) {
    long footprint = (long) kernel.bytes();
    double least = limit.seconds(kernel.flops(), kernel.bytes(), footprint);
    return new Measured(kernel, perSecond, limit.level(footprint), least * perSecond);
  }

  private static String page(MachineLimit limit, List<Measured> measured, String chart) {
    StringBuilder page = new StringBuilder("# Roofline\n\n");
    page.append("Measured %s, one thread.\n\n".formatted(LocalDate.now(ZoneId.systemDefault())));
    Machine.facts().forEach(fact -> page.append("- ").append(fact).append('\n'));
    page.append("- Kernels: %s\n".formatted(Kernels.active().description()));
    page.append(
        "- Multiply–adds from registers: %s GFLOP/s\n".formatted(Numbers.text(limit.gigaflops())));
    for (Level level : limit.levels()) {
      page.append(
          "- To and from %s: %s GB/s\n".formatted(level.name(), Numbers.text(level.gigabytes())));
    }
    page.append("\n![roofline](%s)\n".formatted(chart));
    page.append(
        """

        The limit of a kernel is the longer of two times: its arithmetic at the rate of the registers, and the bytes that it must
        read and write at least once at the rate of the level that holds them. A function such as exp counts as one operation,
        though it is some ten. More than 100 % is reached where a convolution gets by with fewer multiplications than its formula
        has (Winograd's way: a quarter), or where a part of the operands stays in a nearer cache than the one that holds them all.

        | kernel | operations a byte | from | GFLOP/s | GB/s | of the limit |
        |---|---:|---|---:|---:|---:|
        """);
    for (Measured m : measured) {
      page.append(
          "| %s | %s | %s | %s | %s | %.0f %% |\n"
              .formatted(
                  m.kernel().name(),
                  Numbers.text(m.kernel().intensity()),
                  m.level().name(),
                  Numbers.text(m.gigaflops()),
                  Numbers.text(m.gigabytes()),
                  100 * m.share()));
    }
    return page.toString();
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
