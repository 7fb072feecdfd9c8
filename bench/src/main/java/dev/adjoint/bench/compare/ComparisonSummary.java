package dev.adjoint.bench.compare;

import dev.adjoint.bench.compare.Results.Series;
import dev.adjoint.bench.workload.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// The results in one small table: for each number of threads Adjoint, the best other library, and
/// the ratio.
record ComparisonSummary(Results results) {

  String text() {
    List<Integer> threads = results.threads();
    List<String> head = new ArrayList<>(List.of(""));
    for (int count : threads) {
      head.add("Adjoint, " + threads(count));
      head.add("best other");
      head.add("ratio");
    }
    StringBuilder table = new StringBuilder(line(head));
    table.append("|---|").append("---:|".repeat(3 * threads.size())).append('\n');
    for (Workload workload : Workload.values()) {
      List<String> cells = new ArrayList<>(List.of(name(workload)));
      threads.forEach(count -> cells.addAll(cells(workload, count)));
      if (cells.stream().skip(1).anyMatch(cell -> !cell.equals(Numbers.NOTHING))) {
        table.append(line(cells));
      }
    }
    mean("geometric mean, W1 to W6", Workload::isInMean, table);
    mean("geometric mean, W2 to W6", w -> w.isInMean() && w != Workload.W1, table);
    return table.toString();
  }

  static String threads(int count) {
    return count == 1 ? "1 thread" : count + " threads";
  }

  private static String name(Workload workload) {
    String what = workload == Workload.W8 ? "2048 × 2048 " + workload.title() : workload.title();
    return "%s %s, %s".formatted(workload, what, workload.unit());
  }

  private List<String> cells(Workload workload, int threads) {
    String metric = Standing.metric(workload);
    Optional<Standing> standing = Standing.of(results, workload, threads, metric);
    String ours =
        results
            .series(workload, threads, Contestant.ADJOINT, metric)
            .map(ComparisonSummary::median)
            .orElse(Numbers.NOTHING);
    String theirs =
        standing
            .flatMap(s -> results.series(workload, threads, s.best(), metric))
            .map(series -> median(series) + " " + series.key().runner())
            .orElse(Numbers.NOTHING);
    return List.of(ours, theirs, standing.map(s -> bold(s.ratio())).orElse(Numbers.NOTHING));
  }

  private static String median(Series series) {
    return (series.isQuiet() ? "" : "~") + Numbers.text(series.median());
  }

  /// Only where every workload was measured: a mean over some would look like one over all.
  private void mean(String name, Predicate<Workload> kind, StringBuilder table) {
    List<String> cells = new ArrayList<>(List.of(name));
    for (int threads : results.threads()) {
      cells.addAll(List.of("", "", Numbers.NOTHING));
      mean(threads, kind).ifPresent(mean -> cells.set(cells.size() - 1, bold(mean)));
    }
    if (cells.stream().anyMatch(cell -> cell.startsWith("**"))) {
      table.append(line(cells));
    }
  }

  private Optional<Double> mean(int threads, Predicate<Workload> kind) {
    List<Workload> workloads = List.of(Workload.values()).stream().filter(kind).toList();
    Collection<Standing> standings =
        workloads.stream()
            .flatMap(w -> Standing.of(results, w, threads, Standing.metric(w)).stream())
            .toList();
    return standings.size() == workloads.size()
        ? Optional.of(Standing.geometricMean(standings))
        : Optional.empty();
  }

  private static String bold(double ratio) {
    return String.format(Locale.ROOT, "**%.2f**", ratio);
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
