package dev.adjoint.bench.killed;

import dev.adjoint.bench.Arguments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Ends training runs by `kill -9` at random moments, continues them, and compares the weights with
/// those of an unbroken run, byte by byte.
///
/// A moment is drawn evenly from the time that the unbroken run took, so that runs are also hit
/// while they start, read data, write a checkpoint, and write their last files.
public final class KilledRuns {

  private static final String USAGE =
      """
      usage: bench/killed-runs [OPTION VALUE]…
        --program W     the words that start the program (./adjoint)
        --data DIR      the folder with the larger data sets (../shared/data)
        --tasks A,B     which runs (all)
        --times N       how often each run is begun anew (5)
        --kills N       how often each of these is ended (3)
        --seed N        of the moments (1)
        --work DIR      where the runs are written (a folder of temporary files)
      """;

  private static final String WEIGHTS = "model.safetensors";
  private static final int LEAST_MILLIS = 100;

  private final List<String> program;
  private final Path folder;
  private final int kills;
  private final SplittableRandom random;

  private KilledRuns(List<String> program, Path folder, int kills, long seed) {
    this.program = program;
    this.folder = folder;
    this.kills = kills;
    this.random = new SplittableRandom(seed);
  }

  /// Exits with 1 when a run ends in other bits, or does not end.
  ///
  /// @param arguments see `--help`
  public static void main(String[] arguments) throws Exception {
    Arguments.run(
        USAGE,
        arguments,
        given -> {
          Path folder =
              given.has("--work")
                  ? Files.createDirectories(Path.of(given.text("--work", "")))
                  : Files.createTempDirectory("adjoint-killed");
          List<String> expected = given.list("--tasks", "all");
          KilledRuns runs =
              new KilledRuns(
                  List.of(given.text("--program", "./adjoint").split(" ")),
                  folder,
                  given.count("--kills", 3),
                  given.count("--seed", 1));
          int wrong = 0;
          for (KilledTask task :
              TaskList.of(Path.of(given.text("--data", "../shared/data")), folder)) {
            if (expected.contains("all") || expected.contains(task.name())) {
              Result result = runs.repeat(task, given.count("--times", 5));
              System.out.println(result.text());
              wrong += result.same() == result.times() ? 0 : 1;
            }
          }
          return wrong == 0 ? 0 : 1;
        });
  }

  /// What came of one task.
  ///
  /// @param task its name
  /// @param times how often it was begun
  /// @param same how often it ended in the bits of the unbroken run
  /// @param kills how often a living process was ended
  /// @param continued how often a run was continued from a checkpoint, rather than started again
  /// @param seconds how long the unbroken run took
  public record Result(String task, int times, int same, int kills, int continued, double seconds) {

    /// A line with all figures.
    public String text() {
      return "%-15s %d of %d with the same bits; %d kills, %d continued; unbroken %.1f s"
          .formatted(task, same, times, kills, continued, seconds);
    }
  }

  /// Does one task as often as expected.
  ///
  /// @throws IOException if a process cannot be started, or a run fails in itself
  /// @throws InterruptedException if this thread is interrupted
  public static Result repeat(
      List<String> program, Path folder, KilledTask task, int times, int kills, long seed)
      throws IOException, InterruptedException {
    return new KilledRuns(program, folder, kills, seed).repeat(task, times);
  }

  private Result repeat(KilledTask task, int times) throws IOException, InterruptedException {
    Path whole = folder.resolve(task.name().replace(' ', '-') + "-whole");
    delete(whole);
    long start = System.nanoTime();
    requireEnd(start(task, whole, false), task, whole);
    long took = System.nanoTime() - start;
    byte[] expected = Files.readAllBytes(whole.resolve(WEIGHTS));
    long most = took;
    int same = 0;
    int killed = 0;
    int continued = 0;
    for (int time = 1; time <= times; time++) {
      Path out = folder.resolve("%s-%d".formatted(task.name().replace(' ', '-'), time));
      delete(out);
      for (int kill = 0; kill < kills && !isFinished(out); kill++) {
        boolean isBegun = isBegun(out);
        long begun = System.nanoTime();
        Process process = start(task, out, isBegun);
        continued += isBegun ? 1 : 0;
        long millis = LEAST_MILLIS + random.nextLong(TimeUnit.NANOSECONDS.toMillis(most));
        if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
          process.waitFor();
          killed++;
        } else {
          // The machine is less busy than before, so that later moments would miss.
          most = Math.min(most, System.nanoTime() - begun);
        }
      }
      if (!isFinished(out)) {
        boolean isBegun = isBegun(out);
        continued += isBegun ? 1 : 0;
        requireEnd(start(task, out, isBegun), task, out);
      }
      byte[] weights = Files.readAllBytes(out.resolve(WEIGHTS));
      if (Arrays.equals(weights, expected)) {
        same++;
        delete(out);
      } else {
        System.out.printf("%s: other bits in %s%n", task.name(), out);
      }
    }
    return new Result(task.name(), times, same, killed, continued, took / 1e9);
  }

  /// Whether there is something to continue.
  private static boolean isBegun(Path out) {
    return Files.exists(out.resolve("checkpoint.safetensors"));
  }

  /// The last file that a run writes.
  private static boolean isFinished(Path out) {
    return Files.exists(out.resolve("metrics.json")) && Files.exists(out.resolve(WEIGHTS));
  }

  private Process start(KilledTask task, Path out, boolean isContinued) throws IOException {
    List<String> words = new ArrayList<>(program);
    words.add("train");
    words.addAll(isContinued ? List.of("--resume") : task.arguments());
    words.addAll(List.of("--out", out.toString()));
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(
                folder.resolve(task.name().replace(' ', '-') + ".log").toFile()))
        .start();
  }

  private void requireEnd(Process process, KilledTask task, Path out)
      throws IOException, InterruptedException {
    int code = process.waitFor();
    if (code != 0 || !isFinished(out)) {
      throw new IOException(
          "%s: the run in %s ended with code %d; see %s"
              .formatted(
                  task.name(), out, code, folder.resolve(task.name().replace(' ', '-') + ".log")));
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(KilledRuns::remove);
    }
  }

  private static void remove(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
