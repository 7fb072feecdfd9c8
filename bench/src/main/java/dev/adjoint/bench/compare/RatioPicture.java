package dev.adjoint.bench.compare;

import dev.adjoint.bench.compare.Results.Series;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.plot.picture.Align;
import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Lettering;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Each library as a dot: how fast it is against the best of the others, on a logarithmic scale, a
/// row for each workload.
final class RatioPicture {

  private static final Lettering TITLE = Lettering.of(16, Palette.INK).bolder();
  private static final Lettering LABEL = Lettering.of(12.5, Palette.INK);
  private static final Lettering SMALL = Lettering.of(11, Palette.MUTED);
  private static final double LEFT = 215;
  private static final double PLOT = 430;
  private static final double TOP = 84;
  private static final double ROW = 30;
  private static final double[] TICKS = {
    0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000
  };

  private final Results results;
  private final int threads;
  private final List<Workload> rows;
  private final double low;
  private final double high;

  private RatioPicture(Results results, int threads) {
    this.results = results;
    this.threads = threads;
    rows = List.of(Workload.values()).stream().filter(w -> reference(w).isPresent()).toList();
    List<Double> ratios =
        rows.stream()
            .flatMap(w -> results.runners().stream().flatMap(r -> ratio(w, r).stream()))
            .toList();
    low = 0.8 * ratios.stream().mapToDouble(r -> r).min().orElse(1);
    high = 1.25 * ratios.stream().mapToDouble(r -> r).max().orElse(1);
  }

  /// One picture for each number of threads, below each other.
  static Picture of(Results results) {
    return Picture.column(
        "",
        16,
        results.threads().stream().map(t -> new RatioPicture(results, t).picture()).toList());
  }

  private Picture picture() {
    List<Mark> marks = new ArrayList<>();
    String title =
        "Speed against the best other library, %s".formatted(ComparisonSummary.threads(threads));
    marks.add(Mark.Text.of(title, new Point(14, 27), Align.START, TITLE));
    double bottom = TOP + ROW * rows.size();
    for (double tick : TICKS) {
      if (tick >= low && tick <= high) {
        Color color = tick == 1 ? Palette.INK : Palette.GRID;
        Point head = new Point(x(tick), TOP);
        Point foot = new Point(x(tick), bottom);
        marks.add(Mark.Polyline.line(head, foot, Stroke.of(color, 1)));
        String number =
            String.format(Locale.ROOT, tick < 0.1 ? "%.2f" : tick < 1 ? "%.1f" : "%.0f", tick);
        marks.add(Mark.Text.of(number, foot.plus(0, 16), Align.MIDDLE, SMALL));
      }
    }
    legend(marks);
    for (int row = 0; row < rows.size(); row++) {
      row(rows.get(row), TOP + ROW * (row + 0.5), marks);
    }
    String description = "A dot right of the line at 1 is faster than the best other library.";
    return new Picture(title, description, LEFT + PLOT + 60, bottom + 30, marks);
  }

  private void legend(List<Mark> marks) {
    double x = 14;
    List<String> runners = results.runners();
    for (int i = 0; i < runners.size(); i++) {
      marks.add(dot(new Point(x + 6, 54), i));
      marks.add(Mark.Text.centered(runners.get(i), new Point(x + 16, 54), Align.START, LABEL));
      x += 16 + LABEL.width(runners.get(i)) + 14;
    }
  }

  private void row(Workload workload, double y, List<Mark> marks) {
    marks.add(
        Mark.Text.centered(
            LABEL.fit("%s %s".formatted(workload, workload.title()), LEFT - 24),
            new Point(14, y),
            Align.START,
            LABEL));
    marks.add(
        Mark.Polyline.line(
            new Point(LEFT, y), new Point(LEFT + PLOT, y), Stroke.of(Palette.GRID, 1)));
    List<String> runners = results.runners();
    for (int i = runners.size() - 1; i >= 0; i--) {
      int index = i;
      ratio(workload, runners.get(i)).ifPresent(r -> marks.add(dot(new Point(x(r), y), index)));
    }
    ratio(workload, Contestant.ADJOINT)
        .ifPresent(r -> {
          Point beside = new Point(LEFT + PLOT + 12, y);
          String number = String.format(Locale.ROOT, "%.2f", r);
          marks.add(Mark.Text.centered(number, beside, Align.START, LABEL));
        });
  }

  private static Mark dot(Point at, int index) {
    double radius = index == 0 ? 6 : 4.5;
    return new Mark.Circle(at, radius, Palette.series(index), Stroke.of(Palette.PAPER, 1));
  }

  private double x(double ratio) {
    Box plot = new Box(LEFT, TOP, PLOT, 0);
    return plot.x() + plot.width() * Math.log(ratio / low) / Math.log(high / low);
  }

  /// The best other library's figure, or our own where there is no other.
  private Optional<Series> reference(Workload workload) {
    String metric = Standing.metric(workload);
    String runner =
        Standing.of(results, workload, threads, metric)
            .map(Standing::best)
            .orElse(Contestant.ADJOINT);
    return results.series(workload, threads, runner, metric);
  }

  /// Adjoint's as the tables have it, by rounds; the others' by their medians.
  private Optional<Double> ratio(Workload workload, String runner) {
    String metric = Standing.metric(workload);
    Optional<Double> standing =
        runner.equals(Contestant.ADJOINT)
            ? Standing.of(results, workload, threads, metric).map(Standing::ratio)
            : Optional.empty();
    return standing.or(() ->
        results
            .series(workload, threads, runner, metric)
            .flatMap(series ->
                reference(workload)
                    .map(best ->
                        Standing.isLowerBetter(metric)
                            ? best.median() / series.median()
                            : series.median() / best.median())));
  }
}
