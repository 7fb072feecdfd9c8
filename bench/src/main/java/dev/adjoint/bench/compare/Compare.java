package dev.adjoint.bench.compare;

import dev.adjoint.bench.Arguments;
import dev.adjoint.bench.MeasuredPage;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.plot.picture.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// `bench/compare`: measures and writes `results.tsv`, `compare.md`, `compare.svg` and
/// `compare.png` into its folder, and the page and the chart under the name of the day where they
/// are kept.
public final class Compare {

  private Compare() {}

  /// Exits with 1 when our own numbers are wrong.
  public static void main(String[] arguments) throws Exception {
    Arguments.run(
        Options.USAGE,
        arguments,
        given -> {
          try {
            Options options = Options.of(given);
            if (options.measuresPeers()) {
              Peers.build(options.peers());
              Peers.export(options.workloads());
            }
            run(
                options,
                options.runners().stream()
                    .map(name -> Contestant.of(name, options.peers()))
                    .toList());
            return 0;
          } catch (DisproofException e) {
            note("%s", String.valueOf(e.getMessage()));
            return 1;
          }
        });
  }

  private static void run(Options options, List<Contestant> contestants)
      throws IOException, InterruptedException {
    Path out = Files.createDirectories(options.out());
    Path logs = Files.createDirectories(Path.of("bench", "target", "logs"));
    Path file = out.resolve("results.tsv");
    Results results = Results.read(file);
    Contest contest = new Contest(options, results, new Disturbance(), logs);
    for (int threads : options.threads()) {
      for (Workload workload : options.workloads()) {
        contest.run(contestants, workload, threads);
        results.write(file);
      }
    }
    if (options.startUps() > 0 && options.workloads().contains(Workload.W1)) {
      contest.startUps(contestants, Workload.W1);
      results.write(file);
    }
    publish(results, options, out);
  }

  private static void publish(Results results, Options options, Path out) throws IOException {
    if (results.dates().isEmpty()) {
      throw new IllegalArgumentException(
          "compare: nothing was measured so far in %s; name workloads".formatted(out));
    }
    List<String> versions = Machine.versions(options.peers());
    Picture picture = RatioPicture.of(results);
    new MeasuredPage("compare", picture, chart -> new MarkdownPage(results, versions, chart).text())
        .publish(out, options.keep(), results.dates().getLast());
  }

  /// One line about what is going on.
  static void note(String format, Object... values) {
    System.err.println(String.format(Locale.ROOT, format, values));
  }
}
