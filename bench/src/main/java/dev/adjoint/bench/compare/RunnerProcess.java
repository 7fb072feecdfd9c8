package dev.adjoint.bench.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One library's process on one workload, warmed up or on the way to it.
final class RunnerProcess implements AutoCloseable {

  private static final String MARK = "@@ ";
  private static final String END = "end of output";

  /// So many of the last lines that are not answers are kept for the log of a failure.
  private static final int LAST_WORDS = 40;

  /// The output of a process up to `ready` or `done`.
  ///
  /// @param values what it measured, by metric
  /// @param units of the metrics
  /// @param reference its first losses, or logits
  /// @param problems mistakes it found in itself
  record Answer(
      Map<String, Double> values,
      Map<String, String> units,
      List<Double> reference,
      List<String> problems) {}

  private final String name;
  private final Process process;
  private final PrintWriter input;
  private final Path log;
  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Deque<String> lastWords = new ArrayDeque<>();
  private Optional<String> failure = Optional.empty();

  private RunnerProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    Thread.ofPlatform().daemon().start(this::read);
  }

  /// Starts a process; its errors go to a file in `logs`.
  static RunnerProcess start(
      Contestant contestant, String workload, int threads, Options options, Path logs) {
    return start(contestant, workload, threads, options.warmUp(), options.seconds(), logs);
  }

  /// Starts one that warms up for this number of seconds.
  static RunnerProcess start(
      Contestant contestant,
      String workload,
      int threads,
      double warmUp,
      double repeat,
      Path logs) {
    String file = "%s-%s-%d.txt".formatted(contestant.name(), workload, threads);
    Path log = logs.resolve(file.replace('/', '_'));
    ProcessBuilder builder =
        new ProcessBuilder(contestant.command(workload, threads))
            .directory(contestant.folder().toFile())
            .redirectError(log.toFile());
    builder.environment().putAll(contestant.environment(threads, warmUp, repeat));
    try {
      return new RunnerProcess(contestant.name(), builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return name;
  }

  long id() {
    return process.pid();
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith(MARK)) {
          lines.add(line.substring(MARK.length()));
        } else if (!line.isBlank()) {
          keep(line);
        }
      }
    } catch (IOException _) {
      // The process has ended; what it did say is in the queue.
    }
    lines.add(END);
  }

  private synchronized void keep(String line) {
    if (lastWords.size() == LAST_WORDS) {
      lastWords.removeFirst();
    }
    lastWords.addLast(line);
  }

  /// Waits until it is warmed up; empty if it does not do the workload, or if it failed
  /// ([#failure]).
  Optional<Answer> untilReady() throws InterruptedException {
    return until("ready", 300);
  }

  /// Lets it measure once.
  Optional<Answer> measure() throws InterruptedException {
    input.println("go");
    return until("done", 120);
  }

  /// Why the last answer is missing, and where the process's own words are; empty where it only
  /// said that the workload is none of its.
  Optional<String> failure() {
    return failure;
  }

  private Optional<Answer> fail(String why) {
    failure = Optional.of("%s; see %s".formatted(why, log));
    try {
      synchronized (this) {
        Files.write(log, lastWords, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.empty();
  }

  private String ending() throws InterruptedException {
    return process.waitFor(10, TimeUnit.SECONDS)
        ? "ended with exit code %d".formatted(process.exitValue())
        : "closed its output";
  }

  private Optional<Answer> until(String word, int seconds) throws InterruptedException {
    Answer answer =
        new Answer(
            new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (true) {
      String line = lines.poll(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (line == null) {
        return fail("printed nothing for %d seconds".formatted(seconds));
      }
      if (line.equals(word)) {
        return Optional.of(answer);
      }
      String[] fields = line.split(" ", -1);
      switch (fields[0]) {
        case "metric" -> {
          answer.units.put(fields[1], fields[2]);
          answer.values.put(fields[1], Double.parseDouble(fields[3]));
        }
        case "ref" ->
            Arrays.stream(fields).skip(3).map(Double::valueOf).forEach(answer.reference::add);
        case "check" -> {
          if (line.contains("NOT_DECREASED") || line.contains("WRONG")) {
            answer.problems.add(line);
          }
        }
        case "skip" -> {
          return Optional.empty();
        }
        case "error" -> {
          return fail(line);
        }
        default -> {}
      }
      if (line.equals(END)) {
        lines.add(END); // For the next reader.
        return fail("%s before it printed %s".formatted(ending(), word));
      }
    }
  }

  /// The most memory it had resident, in MB; NaN if the system does not report it.
  double peakMegabytes() {
    try (var status = Files.lines(Path.of("/proc", Long.toString(id()), "status"))) {
      return status
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException _) {
      return Double.NaN;
    }
  }

  @Override
  public void close() {
    input.println("quit");
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
