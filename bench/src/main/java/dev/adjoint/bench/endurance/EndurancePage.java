package dev.adjoint.bench.endurance;

import dev.adjoint.bench.compare.Machine;
import dev.adjoint.bench.compare.Numbers;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.Chart;
import dev.adjoint.plot.chart.Line;
import dev.adjoint.plot.chart.Range;
import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The page about a long run.
///
/// It is split into four quarters: whatever the virtual machine still compiles and arranges belongs
/// to the first, so the second is compared with the last.
record EndurancePage(Workload workload, int threads, List<Moment> moments) {

  /// How much more memory the last quarter may have than the second.
  private static final double GROWTH = 1.02;

  /// A row of the table.
  private record Figure(String name, ToDoubleFunction<Moment> of) {}

  private List<Figure> figures() {
    return List.of(
        new Figure(workload.unit(), Moment::perSecond),
        new Figure("heap after a collection, MB", Moment::heap),
        new Figure("resident, MB", Moment::resident));
  }

  /// Whether what is reachable stays.
  boolean isMemoryLevel() {
    return growth(Moment::heap) <= GROWTH;
  }

  private double growth(ToDoubleFunction<Moment> figure) {
    return median(figure, 3) / median(figure, 1);
  }

  /// Over one of the quarters, counted from 0.
  private double median(ToDoubleFunction<Moment> figure, int quarter) {
    int from = quarter * moments.size() / 4;
    int to = Math.max(from + 1, (quarter + 1) * moments.size() / 4);
    double[] sorted = moments.subList(from, to).stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  String text(String chart) {
    StringBuilder page =
        new StringBuilder(
            "# %s of %s\n\n"
                .formatted(
                    Numbers.text(moments.getLast().minutes()) + " minutes",
                    workload + " " + workload.title()));
    page.append(
        "Measured %s, threads: %d.\n\n".formatted(LocalDate.now(ZoneId.systemDefault()), threads));
    Machine.facts().forEach(fact -> page.append("- ").append(fact).append('\n'));
    page.append(
        """

        Medians of each quarter of the time, and the last quarter to the second.

        | | first | second | third | last | last / second |
        |---|---:|---:|---:|---:|---:|
        """);
    for (Figure figure : figures()) {
      page.append("| ").append(figure.name);
      for (int quarter = 0; quarter < 4; quarter++) {
        page.append(" | ").append(Numbers.text(median(figure.of, quarter)));
      }
      page.append(String.format(Locale.ROOT, " | **%.3f** |%n", growth(figure.of)));
    }
    page.append(isMemoryLevel() ? "\nMemory stays level.\n" : "\n**Memory grows.**\n");
    page.append("\n![speed and memory](%s)\n".formatted(chart));
    return page.toString();
  }

  Picture picture() {
    return Picture.column(
        "",
        16,
        List.of(
            chart("Speed", workload.unit(), line(workload.unit(), Moment::perSecond, 0)),
            chart(
                "Memory",
                "MB",
                line("heap after a collection", Moment::heap, 0),
                line("resident", Moment::resident, 1))));
  }

  private static Picture chart(String title, String unit, Line... lines) {
    double top =
        List.of(lines).stream()
            .flatMap(Line::extent)
            .mapToDouble(point -> point.y())
            .max()
            .orElse(1);
    Axis y = Axis.linear(unit).withRange(new Range(0, 1.1 * top));
    return Chart.of(title, Axis.linear("minutes"), y)
        .withAll(List.of(lines))
        .withSize(640, 260)
        .toPicture();
  }

  private Line line(String name, ToDoubleFunction<Moment> figure, int series) {
    Color color = Palette.series(series);
    return Line.of(
        name,
        moments.stream().mapToDouble(Moment::minutes).toArray(),
        moments.stream().mapToDouble(figure).toArray(),
        color);
  }
}
