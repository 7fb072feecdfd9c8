package dev.adjoint.bench.compare;

import dev.adjoint.bench.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Everything measured so far, by what it is, kept as one line of text each: a comparison can be
/// made in parts, and a part made again replaces only itself.
final class Results {

  /// The metric of a library that failed on a workload.
  static final String FAILED = "failed";

  /// The metric that says how far its first numbers are from the reference.
  static final String DISTANCE = "distance";

  /// The time until training had reached nine tenths of its final speed.
  static final String WARM_UP = "warm_up";

  /// What was measured.
  record Key(Workload workload, int threads, String runner, String metric) {}

  /// One measurement.
  ///
  /// @param disturbed whether the machine did other work at the same time
  record Turn(double value, boolean disturbed) {

    private static Turn parse(String text) {
      boolean disturbed = text.endsWith("*");
      return new Turn(
          Double.parseDouble(disturbed ? text.substring(0, text.length() - 1) : text), disturbed);
    }

    @Override
    public String toString() {
      return disturbed ? value + "*" : Double.toString(value);
    }
  }

  /// The measurements of one key in the order of the rounds, which is the same for all runners.
  record Series(Key key, String unit, String date, List<Turn> turns) {

    Series {
      turns = List.copyOf(turns);
    }

    private static Series parse(String line) {
      String[] fields = line.split("\t", -1);
      Key key =
          new Key(Workload.valueOf(fields[1]), Integer.parseInt(fields[2]), fields[3], fields[4]);
      return new Series(
          key,
          fields[5],
          fields[0],
          Arrays.stream(fields[6].split(" ", -1)).map(Turn::parse).toList());
    }

    @Override
    public String toString() {
      String values = turns.stream().map(Turn::toString).collect(Collectors.joining(" "));
      return String.join(
          "\t",
          date,
          key.workload.name(),
          Integer.toString(key.threads),
          key.runner,
          key.metric,
          unit,
          values);
    }

    /// The values whose median is computed: the undisturbed ones, or all if they are fewer than
    /// three.
    List<Double> used() {
      List<Double> clean =
          turns.stream().filter(turn -> !turn.disturbed).map(Turn::value).sorted().toList();
      return isQuiet() ? clean : turns.stream().map(Turn::value).sorted().toList();
    }

    /// Whether there were enough undisturbed turns; a single figure has no spread to judge by.
    boolean isQuiet() {
      return turns.stream().filter(turn -> !turn.disturbed).count() >= 3;
    }

    double median() {
      return Standing.median(used());
    }

    double least() {
      return used().getFirst();
    }

    double most() {
      return used().getLast();
    }
  }

  private final Map<Key, Series> all = new LinkedHashMap<>();

  /// What is in this file; nothing if it is not there.
  static Results read(Path file) throws IOException {
    Results results = new Results();
    if (Files.exists(file)) {
      Files.readAllLines(file).stream().map(Series::parse).forEach(results::put);
    }
    return results;
  }

  void write(Path file) throws IOException {
    Files.write(file, all.values().stream().map(Series::toString).toList());
  }

  void put(Series series) {
    all.put(series.key, series);
  }

  void remove(Key key) {
    all.remove(key);
  }

  /// Whether a library's first numbers on a workload are known not to be those of the reference: it
  /// may do other work.
  boolean isUnproven(Workload workload, int threads, String runner) {
    return series(workload, threads, runner, DISTANCE)
        .filter(distance -> distance.median() > Reference.TOLERANCE)
        .isPresent();
  }

  Optional<Series> series(Workload workload, int threads, String runner, String metric) {
    return Optional.ofNullable(all.get(new Key(workload, threads, runner, metric)));
  }

  /// The runners, Adjoint's first.
  List<String> runners() {
    List<String> names =
        new ArrayList<>(all.keySet().stream().map(Key::runner).distinct().toList());
    names.sort((a, b) ->
        Boolean.compare(b.startsWith(Contestant.ADJOINT), a.startsWith(Contestant.ADJOINT)));
    return names;
  }

  /// The numbers of threads, ascending.
  List<Integer> threads() {
    return all.keySet().stream().map(Key::threads).distinct().sorted().toList();
  }

  /// The days on which it was measured, ascending.
  List<String> dates() {
    return all.values().stream().map(Series::date).distinct().sorted().toList();
  }
}
