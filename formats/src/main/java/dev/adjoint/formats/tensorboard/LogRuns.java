package dev.adjoint.formats.tensorboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The curves of all runs below a folder, as TensorBoard finds them: each folder with event files
/// is a run.
///
/// @param curves the points by the tag of the curve, by the name of the run, which is the path of
///   its folder; `.` for the folder itself
public record LogRuns(Map<String, Map<String, List<Point>>> curves) {

  /// What the name of an event file contains.
  public static final String NAME = "tfevents";

  /// A point of a curve.
  ///
  /// @param wallTime in seconds since 1970-01-01 UTC
  public record Point(long step, double wallTime, double value) {}

  /// Reads all event files below a folder. Where a run was continued, the points behind the place
  /// of its continuation are those of the later file.
  ///
  /// @throws dev.adjoint.formats.FormatException if a file is damaged
  public static LogRuns read(Path folder) throws IOException {
    Map<String, Map<String, List<Point>>> runs = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files =
          all.filter(file -> file.getFileName().toString().contains(NAME))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
    }
    for (Path file : files) {
      String run = folder.relativize(file.resolveSibling("")).toString();
      add(file, runs.computeIfAbsent(run.isEmpty() ? "." : run, _ -> new TreeMap<>()));
    }
    return new LogRuns(Collections.unmodifiableMap(runs));
  }

  private static void add(Path file, Map<String, List<Point>> curves) throws IOException {
    try (EventFile open = EventFile.open(file)) {
      for (Optional<LogEvent> next = open.next(); next.isPresent(); next = open.next()) {
        LogEvent event = next.get();
        if (event.content() instanceof LogContent.Restarted) {
          curves.values().forEach(points -> points.removeIf(p -> p.step() >= event.step()));
        } else if (event.content() instanceof LogContent.Scalar(String tag, double value)) {
          curves
              .computeIfAbsent(tag, _ -> new ArrayList<>())
              .add(new Point(event.step(), event.wallTime(), value));
        }
      }
    }
  }
}
