package dev.adjoint.studio.watch;

import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.serve.http.Json;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.train.EpochRecord;
import dev.adjoint.train.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The runs in one folder, and further named folders of runs. A run is always found by its name in
/// this list; no text of a request becomes a path.
///
/// @param root the folder whose subfolders are runs
/// @param named further folders of runs
public record RunList(Path root, List<Path> named) {

  private static final int MOST_FIGURES = 12;
  private static final long MOST_BYTES = 64L << 20;

  /// Copies the list.
  public RunList {
    named = List.copyOf(named);
  }

  /// A run in the list.
  ///
  /// @param name its name in the list
  /// @param folder where it is
  /// @param changed when a file of it changed last, in milliseconds since 1970
  /// @param isFinished whether it has ended
  public record Entry(String name, Path folder, long changed, boolean isFinished) {}

  /// The runs by their names, read from the disk at each call.
  public Map<String, Entry> all() {
    List<Path> folders = new ArrayList<>(named);
    if (Files.isDirectory(root)) {
      try (Stream<Path> children = Files.list(root)) {
        children.filter(child -> !named.contains(child)).sorted().forEach(folders::add);
      } catch (IOException e) {
        throw Refusal.of(
            500, "runs: %s cannot be listed (%s)".formatted(root, RunException.reason(e)));
      }
    }
    Map<String, Entry> entries = new TreeMap<>();
    for (Path folder : folders) {
      Path model = folder.resolve("model.json");
      if (Files.isRegularFile(model)) {
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        String free = name;
        for (int number = 2; entries.containsKey(free); number++) {
          free = name + " (" + number + ")";
        }
        Path metrics = folder.resolve("metrics.json");
        boolean isFinished = Files.isRegularFile(metrics);
        Path newest = isFinished ? metrics : folder.resolve("checkpoint.safetensors");
        entries.put(
            free, new Entry(free, folder, time(newest).orElse(time(model).orElse(0L)), isFinished));
      }
    }
    return entries;
  }

  private static Optional<Long> time(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(Files.getLastModifiedTime(file).toMillis())
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// A part of the list, the newest runs first.
  ///
  /// @param search a part of the name, in any case; empty for all
  /// @param from how many are skipped at the start
  /// @param most how many are listed
  public Map<String, Object> page(String search, int from, int most) {
    String small = search.toLowerCase(Locale.ROOT);
    List<Entry> found =
        all().values().stream()
            .filter(entry -> entry.name().toLowerCase(Locale.ROOT).contains(small))
            .sorted(Comparator.comparingLong(Entry::changed).reversed())
            .toList();
    List<Object> shown = new ArrayList<>();
    for (Entry entry : found.stream().skip(from).limit(most).toList()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", entry.name());
      one.put("changed", entry.changed());
      one.put("finished", entry.isFinished());
      shown.add(one);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("folder", root.toString());
    map.put("count", found.size());
    map.put("from", from);
    map.put("runs", shown);
    return map;
  }

  /// A run of the list.
  ///
  /// @throws Refusal 404 when there is none with this name
  public Entry required(String name) {
    Entry entry = all().get(name);
    if (entry == null) {
      throw Refusal.of(
          404,
          "run: there is no run with this name in %s; choose one from the list".formatted(root));
    }
    return entry;
  }

  /// The curves of a run: every epoch of every figure, without omissions.
  ///
  /// @throws Refusal 404 as [#required]; 422 when a file of the run is damaged
  public Map<String, Object> curves(String name) {
    Entry entry = required(name);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", entry.name());
    map.put("finished", entry.isFinished());
    map.put("changed", entry.changed());
    map.put("command", "adjoint explain %s --step 1".formatted(entry.folder()));
    try {
      if (entry.isFinished()) {
        finished(entry.folder().resolve("metrics.json"), map);
      } else {
        RunFolder folder = new RunFolder(entry.folder());
        List<EpochRecord> history =
            folder.hasCheckpoint() ? folder.checkpoint().history() : List.of();
        map.put("epochs", history.stream().map(RunList::epoch).toList());
        map.put("facts", Map.of());
      }
    } catch (RunException e) {
      throw Refusal.of(422, String.valueOf(e.getMessage()));
    }
    return map;
  }

  private static void finished(Path file, Map<String, Object> map) {
    Map<String, @Nullable Object> metrics;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw Refusal.of(422, "run: %s is larger than any file that a run writes".formatted(file));
      }
      metrics = Json.object(Files.readAllBytes(file));
    } catch (IOException e) {
      throw Refusal.of(422, "run: %s cannot be read (%s)".formatted(file, RunException.reason(e)));
    } catch (Refusal e) {
      throw Refusal.of(422, "run: %s is damaged: %s".formatted(file, e.text()));
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    for (String name : List.of("ending", "best_epoch", "parameters", "seed", "seconds")) {
      Object value = metrics.get(name);
      if (value != null) {
        facts.put(name, value);
      }
    }
    if (metrics.get("weights_sha256") instanceof String hash && hash.length() >= 8) {
      facts.put("hash", hash.substring(0, 8));
    }
    map.put("facts", facts);
    List<Object> epochs = new ArrayList<>();
    if (metrics.get("history") instanceof List<?> history) {
      for (Object each : history) {
        if (each instanceof Map<?, ?> epoch) {
          Map<String, Object> figures = new LinkedHashMap<>();
          put("train", epoch.get("train"), figures);
          put("validation", epoch.get("validation"), figures);
          epochs.add(figures);
        }
      }
    }
    map.put("epochs", epochs);
  }

  private static void put(String part, @Nullable Object value, Map<String, Object> figures) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, number) -> {
        if (number != null && figures.size() < MOST_FIGURES) {
          figures.put(part + " " + name, number);
        }
      });
    }
  }

  private static Map<String, Object> epoch(EpochRecord record) {
    Map<String, Object> figures = new LinkedHashMap<>();
    put("train", record.training(), figures);
    record.validation().ifPresent(held -> put("validation", held, figures));
    return figures;
  }

  private static void put(String part, Figures some, Map<String, Object> figures) {
    figures.put(part + " loss", number(some.loss()));
    some.metrics().forEach((name, value) -> figures.put(part + " " + name, number(value)));
  }

  private static Object number(double number) {
    return Double.isFinite(number) ? number : Double.toString(number);
  }
}
