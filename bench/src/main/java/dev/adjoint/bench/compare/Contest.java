package dev.adjoint.bench.compare;

import dev.adjoint.bench.compare.Results.Series;
import dev.adjoint.bench.compare.Results.Turn;
import dev.adjoint.bench.compare.RunnerProcess.Answer;
import dev.adjoint.bench.workload.Workload;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One workload at one number of threads: all libraries alive together, proven, and then measured
/// in turn, the order turned round every other round, so that what the machine does beside hits all
/// alike.
final class Contest {

  private final Options options;
  private final Results results;
  private final Disturbance disturbance;
  private final Path logs;
  private final String today = LocalDate.now(ZoneId.systemDefault()).toString();

  Contest(Options options, Results results, Disturbance disturbance, Path logs) {
    this.options = options;
    this.results = results;
    this.disturbance = disturbance;
    this.logs = logs;
  }

  /// The output and measurements of one library.
  private static final class Side {
    private final RunnerProcess process;
    private final Map<String, String> units = new LinkedHashMap<>();
    private final Map<String, List<Turn>> turns = new LinkedHashMap<>();

    Side(RunnerProcess process) {
      this.process = process;
    }

    void add(Answer answer, boolean disturbed) {
      units.putAll(answer.units());
      answer
          .values()
          .forEach((metric, value) ->
              turns
                  .computeIfAbsent(metric, _ -> new ArrayList<>())
                  .add(new Turn(value, disturbed)));
    }
  }

  /// Measures and adds to the results.
  ///
  /// @throws DisproofException if Adjoint's numbers are not those of the reference
  void run(List<Contestant> contestants, Workload workload, int threads)
      throws InterruptedException {
    Compare.note("%s, threads: %d", workload, threads);
    List<Side> sides = new ArrayList<>();
    try {
      for (Contestant contestant : contestants) {
        ready(contestant, workload, threads).ifPresent(sides::add);
      }
      for (int round = 0; round < options.rounds(); round++) {
        round(round % 2 == 0 ? sides : sides.reversed());
      }
      sides.forEach(side -> record(side, workload, threads));
    } finally {
      sides.forEach(side -> side.process.close());
    }
  }

  /// A process that is warmed up and whose first numbers are known; empty if it does not do the
  /// workload. One that fails is started again: some libraries fall over when they unpack their
  /// native code for the first time. If it fails again, the page reports the failure, so that it
  /// cannot be mistaken for a library that was not measured.
  private Optional<Side> ready(Contestant contestant, Workload workload, int threads)
      throws InterruptedException {
    for (int attempt = 1; attempt <= 2; attempt++) {
      RunnerProcess process =
          RunnerProcess.start(contestant, workload.name(), threads, options, logs);
      boolean taken = false;
      try {
        Optional<Answer> first = process.untilReady();
        if (first.isPresent()) {
          prove(contestant.name(), workload, threads, first.get());
          warmedUp(contestant.name(), workload, threads, first.get());
          results.remove(failed(contestant, workload, threads));
          taken = true;
          return Optional.of(new Side(process));
        }
      } finally {
        if (!taken) {
          process.close();
        }
      }
      if (process.failure().isEmpty()) {
        Compare.note("  %s has no %s", contestant.name(), workload);
        return Optional.empty();
      }
      Compare.note(
          "  %s failed, attempt %d of 2: it %s",
          contestant.name(), attempt, process.failure().get());
    }
    Results.Key key = failed(contestant, workload, threads);
    results.put(new Series(key, "", today, List.of(new Turn(1, false))));
    return Optional.empty();
  }

  private static Results.Key failed(Contestant contestant, Workload workload, int threads) {
    return new Results.Key(workload, threads, contestant.name(), Results.FAILED);
  }

  private void round(List<Side> order) throws InterruptedException {
    for (Side side : List.copyOf(order)) {
      disturbance.begin(side.process.id());
      Optional<Answer> answer = side.process.measure();
      boolean disturbed = disturbance.end(side.process.id());
      answer.ifPresentOrElse(
          measured -> side.add(measured, disturbed),
          () ->
              Compare.note(
                  "  %s gave no figure this turn: it %s",
                  side.process.name(), side.process.failure().orElse("passed")));
    }
  }

  /// How far a library's first numbers are from the reference goes to the results too.
  private void prove(String runner, Workload workload, int threads, Answer answer) {
    double distance = Reference.distance(workload, answer.reference());
    answer.problems().forEach(problem -> Compare.note("  %s: %s", runner, problem));
    if (distance > Reference.TOLERANCE) {
      if (runner.startsWith(Contestant.ADJOINT)) {
        throw new DisproofException(workload, answer.reference(), distance);
      }
      Compare.note("  %s: first numbers differ from the reference by %.1e", runner, distance);
    }
    if (workload != Workload.W8) {
      put(workload, threads, runner, Results.DISTANCE, "", List.of(new Turn(distance, false)));
    }
  }

  private void warmedUp(String runner, Workload workload, int threads, Answer answer) {
    Double time = answer.values().get(Results.WARM_UP);
    if (time != null) {
      put(workload, threads, runner, Results.WARM_UP, "ms", List.of(new Turn(time, false)));
    }
  }

  private void record(Side side, Workload workload, int threads) {
    String runner = side.process.name();
    side.turns.forEach((metric, turns) ->
        put(workload, threads, runner, metric, side.units.getOrDefault(metric, ""), turns));
    Turn peak = new Turn(side.process.peakMegabytes(), false);
    put(workload, threads, runner, "peak_rss", "MB", List.of(peak));
  }

  private void put(
      Workload workload, int threads, String runner, String metric, String unit, List<Turn> turns) {
    Series series =
        new Series(new Results.Key(workload, threads, runner, metric), unit, today, turns);
    results.put(series);
    if (!metric.equals(Results.DISTANCE)) {
      Compare.note(
          "  %-16s %-12s %s %s (%s..%s)",
          runner,
          metric,
          Numbers.text(series.median()),
          unit,
          Numbers.text(series.least()),
          Numbers.text(series.most()));
    }
  }

  /// Starts each library a few times in turn and takes the time to the end of its first step.
  void startUps(List<Contestant> contestants, Workload workload) throws InterruptedException {
    Compare.note("%s, from process start to the end of the first step", workload);
    Map<String, List<Turn>> times = new LinkedHashMap<>();
    for (int round = 0; round < options.startUps(); round++) {
      for (Contestant contestant : contestants) {
        try (RunnerProcess process =
            RunnerProcess.start(contestant, workload.name(), 1, 0, 0, logs)) {
          process
              .untilReady()
              .map(answer -> answer.values().get("first_step"))
              .ifPresent(time ->
                  times
                      .computeIfAbsent(contestant.name(), _ -> new ArrayList<>())
                      .add(new Turn(time, false)));
        }
      }
    }
    times.forEach((runner, turns) -> put(workload, 1, runner, "first_step", "ms", turns));
  }
}
