package dev.adjoint.bench.compare;

import dev.adjoint.bench.workload.Workload;
import dev.adjoint.explain.picture.Picture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// `bench/compare`: measures and writes `results.tsv`, `compare.md`, `compare.svg` and
/// `compare.png`.
public final class Compare {

  private Compare() {}

  /// Exits with 1 when our own numbers are wrong, with 2 when called wrongly.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (List.of(arguments).contains("--help")) {
      System.out.print(Options.USAGE);
      return;
    }
    try {
      Options options = Options.parse(arguments).built();
      run(
          options,
          options.runners().stream().map(name -> Contestant.of(name, options.peers())).toList());
    } catch (IllegalArgumentException e) {
      note("compare: %s", String.valueOf(e.getMessage()));
      note("%s", Options.USAGE);
      System.exit(2);
    } catch (DisproofException e) {
      note("%s", String.valueOf(e.getMessage()));
      System.exit(1);
    }
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
    Picture picture = RatioPicture.of(results);
    Files.writeString(out.resolve("compare.svg"), picture.toSvg());
    Files.write(out.resolve("compare.png"), picture.toPng(2));
    List<String> versions = options.peers().map(Machine::versions).orElse(List.of());
    String page = new MarkdownPage(results, versions).text();
    Files.writeString(out.resolve("compare.md"), page);
    System.out.write(page.getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }

  /// One line about what is going on.
  static void note(String format, Object... values) {
    System.err.println(String.format(Locale.ROOT, format, values));
  }
}
