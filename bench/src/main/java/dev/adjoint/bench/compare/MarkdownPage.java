package dev.adjoint.bench.compare;

import dev.adjoint.bench.compare.Results.Series;
import dev.adjoint.bench.workload.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The results as a page of tables.
///
/// @param versions of the other libraries
/// @param chart the file with the picture, beside the page
record MarkdownPage(Results results, List<String> versions, String chart) {

  private static final String UNPROVEN = "†";

  private static final List<Workload> NETWORKS =
      Arrays.stream(Workload.values()).filter(Workload::infersInBatches).toList();

  private static final List<String> BATCHES = List.of("01", "08", "64");

  private static final List<String> PRODUCTS =
      List.of("0064", "0128", "0256", "0512", "0768", "1024", "2048");

  String text() {
    StringBuilder page = new StringBuilder("# Comparison\n\n");
    page.append("Measured ").append(String.join(", ", results.dates())).append(".\n\n");
    Machine.facts().forEach(fact -> page.append("- ").append(fact).append('\n'));
    if (!Machine.pageOptions().isEmpty()) {
      page.append("- Adjoint's heap asks for large pages, as with `./adjoint`\n");
    }
    if (!versions.isEmpty()) {
      page.append("- ").append(String.join(", ", versions)).append('\n');
    }
    page.append(
        """

        Medians of turns that the libraries took one after another, in brackets the range; `~` where other work disturbed most
        turns. The ratio is Adjoint's figure to that of the best other library, the median over pairs of neighbouring
        turns: above 1, Adjoint is faster.
        """);
    page.append(unproven()).append('\n');
    page.append(new ComparisonSummary(results).text());
    page.append("\n![ratios](").append(chart).append(")\n");
    for (int threads : results.threads()) {
      page.append(heading(threads));
      page.append(speeds(threads));
      page.append(inference(threads));
      page.append(products(threads));
      page.append(memory(threads));
    }
    page.append(startUp());
    page.append(warmUp());
    page.append(proof());
    return page.toString();
  }

  private String unproven() {
    boolean any =
        results.threads().stream()
            .anyMatch(threads ->
                Arrays.stream(Workload.values())
                    .anyMatch(workload ->
                        results.runners().stream()
                            .anyMatch(r -> results.isUnproven(workload, threads, r))));
    return any
        ? UNPROVEN
            + " marks a library whose first numbers are not those of the others (last table): it"
            + " may do other work, and is never\n"
            + "the best other.\n"
        : "";
  }

  private static String heading(int threads) {
    return "\n## %s\n\n".formatted(ComparisonSummary.threads(threads));
  }

  private String speeds(int threads) {
    List<List<String>> rows = new ArrayList<>();
    for (Workload workload : Workload.values()) {
      if (workload != Workload.W8) {
        String metric = Standing.metric(workload);
        speed(workload.title(), workload, threads, metric).ifPresent(rows::add);
      }
    }
    speed("99 of 100 calls take at most", Workload.W7, threads, "latency_p99").ifPresent(rows::add);
    return table("workload", List.of("ratio to the best"), rows);
  }

  private Optional<List<String>> speed(
      String title, Workload workload, int threads, String metric) {
    return compared(
        "%s %s, %s".formatted(workload, title, workload.unit()), workload, threads, metric);
  }

  private static String ratio(Optional<Standing> standing) {
    return standing
        .map(s ->
            "**%s** (%s..%s, %s)"
                .formatted(fixed(s.ratio()), fixed(s.least()), fixed(s.most()), s.best()))
        .orElse(Numbers.NOTHING);
  }

  private String inference(int threads) {
    List<List<String>> rows = new ArrayList<>();
    for (Workload workload : NETWORKS) {
      for (String batch : BATCHES) {
        String images = Integer.parseInt(batch) + (batch.equals("01") ? " image" : " images");
        String title = workload + ", " + images;
        compared(title + ", µs", workload, threads, "latency_" + batch + "_p50")
            .ifPresent(rows::add);
        compared(title + ", 99 of 100, µs", workload, threads, "latency_" + batch + "_p99")
            .ifPresent(rows::add);
        compared(title + ", images/s", workload, threads, "rate_" + batch).ifPresent(rows::add);
      }
    }
    return rows.isEmpty()
        ? ""
        : "\n"
            + "Inference, the time of a call with some images (W14 MLP, W15 ResNet-20, W16"
            + " MobileNetV2, W17 ResNet-50):\n\n"
            + table("work", List.of("ratio to the best"), rows);
  }

  private Optional<List<String>> compared(
      String title, Workload workload, int threads, String metric) {
    Optional<List<String>> row = row(title, workload, threads, metric);
    row.ifPresent(cells -> cells.add(ratio(Standing.of(results, workload, threads, metric))));
    return row;
  }

  private String products(int threads) {
    List<List<String>> rows = new ArrayList<>();
    for (String size : PRODUCTS) {
      String metric = "sgemm_" + size;
      row(Integer.toString(Integer.parseInt(size)), Workload.W8, threads, metric)
          .ifPresent(cells -> {
            cells.add(ratio(Standing.of(results, Workload.W8, threads, metric)));
            rows.add(cells);
          });
    }
    return rows.isEmpty()
        ? ""
        : "\nW8, square matrix product, GFLOP/s:\n\n"
            + table("n", List.of("ratio to the best"), rows);
  }

  private String memory(int threads) {
    List<List<String>> rows = new ArrayList<>();
    for (Workload workload : Workload.values()) {
      row(workload.name(), workload, threads, "peak_rss").ifPresent(rows::add);
    }
    return "\nPeak resident memory, MB:\n\n" + table("workload", List.of(), rows);
  }

  private String startUp() {
    return row("W1", Workload.W1, 1, "first_step")
        .map(cells ->
            "\n## Start\n\nFrom process start to the end of the first step, ms:\n\n"
                + table("workload", List.of(), List.of(cells)))
        .orElse("");
  }

  private String warmUp() {
    List<List<String>> rows = new ArrayList<>();
    for (Workload workload : Workload.values()) {
      row(workload.name(), workload, 1, Results.WARM_UP).ifPresent(rows::add);
    }
    return rows.isEmpty()
        ? ""
        : "\n## Warm-up\n\nFrom process start until training has reached nine tenths of its final"
            + " speed, with one thread, ms:\n\n"
            + table("workload", List.of(), rows);
  }

  private String proof() {
    List<List<String>> rows = new ArrayList<>();
    for (Workload workload : Workload.values()) {
      List<String> cells = new ArrayList<>(List.of(workload.name()));
      boolean any = false;
      for (String runner : results.runners()) {
        Optional<Series> distance = distance(workload, runner);
        cells.add(distance.map(MarkdownPage::distance).orElse(Numbers.NOTHING));
        any |= distance.isPresent();
      }
      if (any) {
        rows.add(cells);
      }
    }
    return rows.isEmpty()
        ? ""
        : "\n"
            + "## Proof of equal work\n\n"
            + "The furthest of the first three losses (W7: logits) from the reference:\n\n"
            + table("workload", List.of(), rows);
  }

  private static String distance(Series series) {
    String mark = series.median() > Reference.TOLERANCE ? UNPROVEN : "";
    return String.format(Locale.ROOT, "%s%.0e", mark, series.median());
  }

  private Optional<Series> distance(Workload workload, String runner) {
    return results.threads().stream()
        .flatMap(threads -> results.series(workload, threads, runner, Results.DISTANCE).stream())
        .findFirst();
  }

  /// A row with one cell for each runner; empty if none has a figure.
  private Optional<List<String>> row(String name, Workload workload, int threads, String metric) {
    List<String> runners = results.runners();
    if (runners.stream().allMatch(r -> results.series(workload, threads, r, metric).isEmpty())) {
      return Optional.empty();
    }
    List<String> cells = new ArrayList<>(List.of(name));
    runners.forEach(runner -> cells.add(cell(workload, threads, runner, metric)));
    return Optional.of(cells);
  }

  private String cell(Workload workload, int threads, String runner, String metric) {
    if (results.series(workload, threads, runner, Results.FAILED).isPresent()) {
      return "failed";
    }
    String mark = results.isUnproven(workload, threads, runner) ? UNPROVEN : "";
    return results
        .series(workload, threads, runner, metric)
        .map(series -> mark + cell(series))
        .orElse(Numbers.NOTHING);
  }

  private static String cell(Series series) {
    String median = Numbers.text(series.median());
    return series.turns().size() == 1
        ? median
        : "%s%s (%s..%s)"
            .formatted(
                series.isQuiet() ? "" : "~",
                median,
                Numbers.text(series.least()),
                Numbers.text(series.most()));
  }

  private String table(String first, List<String> last, List<List<String>> rows) {
    List<String> head =
        Stream.of(List.of(first), results.runners(), last).flatMap(List::stream).toList();
    String rule = "|---|" + "---:|".repeat(head.size() - 1);
    return Stream.concat(Stream.of(line(head), rule), rows.stream().map(MarkdownPage::line))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String fixed(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
