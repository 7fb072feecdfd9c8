package dev.adjoint.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.bench.workload.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A contest between Adjoint and a peer that is a shell script.
final class ContestantTest {

  @TempDir private Path folder;

  @Test
  void anyProcessThatSpeaksTheProtocolTakesPart() throws Exception {
    script(
        """
        echo "@@ metric first_step ms 12"
        echo "@@ ref $1 losses 0.4766754 0.3807742 0.3046246"
        echo "@@ ready"
        while read line; do
          [ "$line" = quit ] && exit
          echo "noise"
          echo "@@ metric train steps/s 1000"
          echo "@@ done"
        done
        """);
    Options options =
        Options.parse(
            "--peers",
            folder.toString(),
            "--runners",
            "other",
            "--rounds",
            "3",
            "--workloads",
            "W1");
    Results results = new Results();
    var contest = new Contest(options, results, new Disturbance(), folder);

    contest.run(
        List.of(Contestant.of("other", options.peers())), options.workloads().getFirst(), 1);

    assertThat(results.series(options.workloads().getFirst(), 1, "other", "train"))
        .hasValueSatisfying(series -> {
          assertThat(series.unit()).isEqualTo("steps/s");
          assertThat(series.turns()).hasSize(3);
          assertThat(series.median()).isEqualTo(1000);
        });
    assertThat(results.series(options.workloads().getFirst(), 1, "other", "distance"))
        .hasValueSatisfying(distance -> assertThat(distance.median()).isZero());
  }

  @Test
  void whoeverSkipsAWorkloadIsLeftOut() throws Exception {
    script("echo '@@ skip'");
    Options options =
        Options.parse("--peers", folder.toString(), "--runners", "other", "--workloads", "W1");
    Results results = new Results();
    var contest = new Contest(options, results, new Disturbance(), folder);

    contest.run(
        List.of(Contestant.of("other", options.peers())), options.workloads().getFirst(), 1);

    assertThat(results.runners()).isEmpty();
  }

  @Test
  void whoeverFallsOverOnceIsStartedAgain() throws Exception {
    script(
        """
        if [ ! -e fallen ]; then
          touch fallen
          echo "# A fatal error has been detected"
          exit 134
        fi
        echo "@@ ref $1 losses 0.4766754 0.3807742 0.3046246"
        echo "@@ ready"
        read line
        echo "@@ metric train steps/s 1000"
        echo "@@ done"
        """);
    Results results = contest();

    assertThat(results.series(Workload.W1, 1, "other", "train")).isPresent();
    assertThat(results.series(Workload.W1, 1, "other", Results.FAILED)).isEmpty();
  }

  @Test
  void whoeverFailsTwiceIsAFailureOnThePageAndItsLastWordsAreKept() throws Exception {
    script("echo '# A fatal error has been detected'; exit 134");
    Results results = contest();
    results.put(
        new Results.Series(
            new Results.Key(Workload.W1, 1, "adjoint", "train"),
            "steps/s",
            "2026-11-21",
            List.of(new Results.Turn(1000, false))));

    assertThat(results.series(Workload.W1, 1, "other", Results.FAILED)).isPresent();
    assertThat(new MarkdownPage(results, List.of(), "chart.svg").text())
        .contains("| W1 tiny 2-2-1, steps/s | 1,000 | failed | – |\n");
    assertThat(folder.resolve("other-W1-1.txt")).hasContent("# A fatal error has been detected");
  }

  private Results contest() throws Exception {
    Options options =
        Options.parse(
            "--peers",
            folder.toString(),
            "--runners",
            "other",
            "--rounds",
            "1",
            "--workloads",
            "W1");
    Results results = new Results();
    new Contest(options, results, new Disturbance(), folder)
        .run(List.of(Contestant.of("other", options.peers())), Workload.W1, 1);
    return results;
  }

  @Test
  void missingScriptsAreNamed() {
    Path script = folder.resolve("runners").resolve("none.sh").toAbsolutePath().normalize();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Contestant.of("none", folder))
        .withMessage("runner none: there is no " + script);
  }

  @Test
  void misspeltWorkloadsAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse("--workloads", "W18"))
        .withMessage("workload: W18 is none; choose from W1 to W17");
  }

  private void script(String text) throws Exception {
    Path runners = Files.createDirectories(folder.resolve("runners"));
    Files.writeString(runners.resolve("other.sh"), text);
  }
}
