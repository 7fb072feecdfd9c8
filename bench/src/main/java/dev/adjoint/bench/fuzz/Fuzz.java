package dev.adjoint.bench.fuzz;

import dev.adjoint.bench.Arguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The command `bench/fuzz`: damages files for a while and lists what readers did with them.
public final class Fuzz {
  private static final String USAGE =
      """
      --seconds SECONDS  how long each reader is tried in a round (10)
      --rounds NUMBER    how often all readers are tried (1)
      --reader NAME      only this one (all)
      --seed NUMBER      of the first trial (1)
      --keep FOLDER      where files that failed are kept (bench/target/fuzz)
      """;

  private static final int MOST_FAILURES = 10;

  /// What is known of a reader so far.
  private static final class Tally {
    private final Reader reader;
    private final Path folder;
    private final List<Trial> failures = new ArrayList<>();
    private long trials;
    private long accepted;
    private long slowest;
    private long largest;

    Tally(Reader reader, Path folder) {
      this.reader = reader;
      this.folder = folder;
    }

    /// Tries the reader until this time.
    void run(long first, long end, Path keep) throws IOException {
      while (System.nanoTime() < end && failures.size() < MOST_FAILURES) {
        Trial trial = Trial.of(reader, first + trials, folder);
        trials++;
        accepted += trial.accepted() ? 1 : 0;
        slowest = Math.max(slowest, trial.nanos());
        largest = Math.max(largest, trial.bytes());
        if (trial.failed()) {
          failures.add(trial);
          Path kept = Files.createDirectories(keep).resolve(reader.name() + "-" + trial.seed());
          Files.write(kept, Trial.damaged(reader, trial.seed()));
          System.out.println(trial + ", kept in " + kept);
        }
      }
    }

    @Override
    public String toString() {
      return "%-18s %,10d files, %,10d accepted, %d failed, slowest %d ms, most memory %,d bytes"
          .formatted(
              reader.name(), trials, accepted, failures.size(), slowest / 1_000_000, largest);
    }
  }

  private Fuzz() {}

  public static void main(String[] arguments) throws Exception {
    Arguments.run(USAGE, arguments, Fuzz::run);
  }

  private static int run(Arguments arguments) throws IOException {
    long nanos = (long) (arguments.number("--seconds", 10) * 1e9);
    long rounds = (long) arguments.number("--rounds", 1);
    long seed = (long) arguments.number("--seed", 1);
    String only = arguments.text("--reader", "all");
    Path keep = Path.of(arguments.text("--keep", "bench/target/fuzz"));
    Path work = Files.createTempDirectory("adjoint-fuzz");
    List<Tally> tallies = new ArrayList<>();
    try {
      for (Reader reader : Readers.in(work)) {
        if (only.equals("all") || only.equals(reader.name())) {
          tallies.add(new Tally(reader, reader.prepared(work)));
        }
      }
      if (tallies.isEmpty()) {
        throw new IllegalArgumentException("there is no reader " + only);
      }
      for (long round = 1; round <= rounds; round++) {
        for (Tally tally : tallies) {
          tally.run(seed, System.nanoTime() + nanos, keep);
        }
        print(round, tallies);
      }
    } finally {
      delete(work);
    }
    return tallies.stream().allMatch(tally -> tally.failures.isEmpty()) ? 0 : 1;
  }

  private static void print(long round, List<Tally> tallies) {
    tallies.forEach(System.out::println);
    long trials = tallies.stream().mapToLong(tally -> tally.trials).sum();
    long failures = tallies.stream().mapToLong(tally -> tally.failures.size()).sum();
    System.out.printf(
        "after round %d: %d readers, %,d files, %d failed%n",
        round, tallies.size(), trials, failures);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
