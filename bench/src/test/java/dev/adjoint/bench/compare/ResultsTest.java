package dev.adjoint.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.bench.compare.Results.Series;
import dev.adjoint.bench.compare.Results.Turn;
import dev.adjoint.bench.workload.Workload;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsTest {

  @TempDir private Path folder;

  private final Results results = new Results();

  @Test
  void medianLeavesDisturbedTurnsOutWhileThreeAreClean() {
    Series clean =
        new Series(
            key("adjoint", "train"),
            "samples/s",
            "2026-11-21",
            List.of(
                new Turn(10, false), new Turn(1, true), new Turn(30, false), new Turn(20, false)));
    Series noisy =
        new Series(
            key("adjoint", "train"),
            "samples/s",
            "2026-11-21",
            List.of(new Turn(10, false), new Turn(1, true), new Turn(30, false)));

    assertThat(clean.median()).isEqualTo(20);
    assertThat(clean.least()).isEqualTo(10);
    assertThat(noisy.isQuiet()).isFalse();
    assertThat(noisy.median()).isEqualTo(10);
    assertThat(noisy.least()).isEqualTo(1);
  }

  @Test
  void ratioIsTheMedianOverPairsOfTheSameRound() {
    put("adjoint", "train", 20, 30, 50);
    put("slow", "train", 1, 1, 1);
    put("fast", "train", 10, 10, 100);

    Standing standing = Standing.of(results, Workload.W2, 1, "train").orElseThrow();

    assertThat(standing.best()).isEqualTo("fast");
    assertThat(standing.ratio()).isEqualTo(2);
    assertThat(standing.least()).isEqualTo(0.5);
    assertThat(standing.most()).isEqualTo(3);
  }

  @Test
  void ratioOfTimesIsAboveOneWhereOursAreShorter() {
    put("adjoint", "latency_p50", 10, 10, 10);
    put("other", "latency_p50", 40, 40, 40);

    assertThat(Standing.of(results, Workload.W2, 1, "latency_p50").orElseThrow().ratio())
        .isEqualTo(4);
  }

  @Test
  void aLibraryWithOtherFirstNumbersIsMarkedAndNeverTheBestOther() {
    put("adjoint", "train", 20, 20, 20);
    put("right", "train", 10, 10, 10);
    put("wrong", "train", 40, 40, 40);
    put("right", Results.DISTANCE, 1e-7);
    put("wrong", Results.DISTANCE, 0.2);

    assertThat(Standing.of(results, Workload.W2, 1, "train").orElseThrow().best())
        .isEqualTo("right");
    assertThat(new MarkdownPage(results, List.of(), "chart.svg").text())
        .contains(
            "| 20.0 (20.0..20.0) | 10.0 (10.0..10.0) | †40.0 (40.0..40.0) | **2.00** (2.00..2.00, right) |",
            "† marks a library whose first numbers are not those of the others",
            "| W2 | – | 1e-07 | †2e-01 |");
  }

  @Test
  void geometricMeanMultipliesRatios() {
    Standing four = new Standing(Workload.W1, 1, "other", 4, 4, 4);
    Standing one = new Standing(Workload.W2, 1, "other", 1, 1, 1);

    assertThat(Standing.geometricMean(List.of(four, one))).isCloseTo(2, within(1e-12));
  }

  @Test
  void fileHoldsEverything() throws Exception {
    put("adjoint", "train", 20.25, 30, 50);
    put("other", "train", 1e-3, 2, 3);
    Path file = folder.resolve("results.tsv");
    results.write(file);

    Results read = Results.read(file);

    assertThat(read.runners()).containsExactly("adjoint", "other");
    assertThat(read.series(Workload.W2, 1, "adjoint", "train"))
        .isEqualTo(results.series(Workload.W2, 1, "adjoint", "train"));
    assertThat(Results.read(folder.resolve("none.tsv")).runners()).isEmpty();
  }

  @Test
  void pageShowsMediansRatiosAndMeans() {
    put("adjoint", "train", 20_000, 30_000, 25_000);
    put("other", "train", 10_000, 10_000, 10_000);

    String page = new MarkdownPage(results, List.of("other-1.2"), "day.svg").text();

    assertThat(page)
        .contains(
            "| W2 MLP 784-512-256-10, samples/s | 25,000 (20,000..30,000) | 10,000 (10,000..10,000) | **2.50** (2.00..3.00, other) |")
        .contains("- other-1.2\n", "![ratios](day.svg)\n");
    assertThat(RatioPicture.of(results).toSvg()).contains("2.50", "adjoint", "other");
  }

  @Test
  void summaryNamesTheBestOtherAndMeansWhereAllWereMeasured() {
    for (Workload workload : List.of(Workload.W1, Workload.W2, Workload.W3, Workload.W4)) {
      put(workload, "adjoint", "train", 400);
      put(workload, "slow", "train", 50);
      put(workload, "fast", "train", workload == Workload.W1 ? 25 : 200);
    }
    put(Workload.W7, "adjoint", "latency_p50", 20);
    put(Workload.W7, "fast", "latency_p50", 10);

    assertThat(new ComparisonSummary(results).text())
        .isEqualTo(
            """
            |  | Adjoint, 1 thread | best other | ratio |
            |---|---:|---:|---:|
            | W1 tiny 2-2-1, steps/s | ~400 | ~50.0 slow | **8.00** |
            | W2 MLP 784-512-256-10, samples/s | ~400 | ~200 fast | **2.00** |
            | W3 MNIST CNN, samples/s | ~400 | ~200 fast | **2.00** |
            | W4 GPT 4×128, tokens/s | ~400 | ~200 fast | **2.00** |
            | W7 MLP, one row, inference, µs | ~20.0 | ~10.0 fast | **0.50** |
            """);

    put(Workload.W5, "adjoint", "train", 400);
    put(Workload.W5, "fast", "train", 200);
    put(Workload.W6, "adjoint", "train", 400);
    put(Workload.W6, "fast", "train", 200);

    assertThat(new ComparisonSummary(results).text())
        .contains(
            "| geometric mean, W1 to W6 |  |  | **2.52** |\n",
            "| geometric mean, W2 to W6 |  |  | **2.00** |\n");
  }

  private void put(String runner, String metric, double... values) {
    put(Workload.W2, runner, metric, values);
  }

  private void put(Workload workload, String runner, String metric, double... values) {
    List<Turn> turns = Arrays.stream(values).mapToObj(v -> new Turn(v, false)).toList();
    Results.Key key = new Results.Key(workload, 1, runner, metric);
    results.put(new Series(key, "samples/s", "2026-11-21", turns));
  }

  private static Results.Key key(String runner, String metric) {
    return new Results.Key(Workload.W2, 1, runner, metric);
  }
}
