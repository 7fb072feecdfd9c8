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
      --seconds SECONDS  how long each reader is tried (10)
      --reader NAME      only this one (all)
      --seed NUMBER      of the first trial (1)
      --keep FOLDER      where files that failed are kept (bench/target/fuzz)
      """;

  private Fuzz() {}

  public static void main(String[] arguments) throws Exception {
    Arguments.run(USAGE, arguments, Fuzz::run);
  }

  private static int run(Arguments arguments) throws IOException {
    long seconds = (long) arguments.number("--seconds", 10);
    long seed = (long) arguments.number("--seed", 1);
    String only = arguments.text("--reader", "all");
    Path keep = Path.of(arguments.text("--keep", "bench/target/fuzz"));
    Path work = Files.createTempDirectory("adjoint-fuzz");
    List<Trial> failures = new ArrayList<>();
    try {
      List<Reader> readers = Readers.in(work);
      for (Reader reader : readers) {
        if (only.equals("all") || only.equals(reader.name())) {
          failures.addAll(run(reader, seed, seconds, work));
        }
      }
      if (!only.equals("all") && readers.stream().noneMatch(r -> r.name().equals(only))) {
        throw new IllegalArgumentException("there is no reader " + only);
      }
      for (Trial failure : failures) {
        Files.createDirectories(keep);
        String name = failure.reader().name() + "-" + failure.seed();
        Files.write(keep.resolve(name), Trial.damaged(failure.reader(), failure.seed()));
        System.out.println(failure + ", kept in " + keep.resolve(name));
      }
    } finally {
      delete(work);
    }
    return failures.isEmpty() ? 0 : 1;
  }

  /// The trials that failed, at most ten.
  private static List<Trial> run(Reader reader, long first, long seconds, Path work)
      throws IOException {
    Path folder = prepared(reader, work);
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    List<Trial> failures = new ArrayList<>();
    long accepted = 0;
    long slowest = 0;
    long seed = first;
    for (; System.nanoTime() < end && failures.size() < 10; seed++) {
      Trial trial = Trial.of(reader, seed, folder);
      accepted += trial.accepted() ? 1 : 0;
      slowest = Math.max(slowest, trial.nanos());
      if (trial.failed()) {
        failures.add(trial);
      }
    }
    System.out.printf(
        "%-18s %,10d files, %,10d accepted, %d failed, slowest %d ms%n",
        reader.name(), seed - first, accepted, failures.size(), slowest / 1_000_000);
    return failures;
  }

  /// The folder in which a reader's file is written: a copy of the trained run for its files.
  static Path prepared(Reader reader, Path work) throws IOException {
    Path folder = Files.createDirectories(work.resolve("try-" + reader.name()));
    if (reader.fileName().startsWith("model.")) {
      try (Stream<Path> files = Files.list(work.resolve("run"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
        }
      }
    }
    return folder;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
