package dev.adjoint.serve.model;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.serve.http.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// The models of a server, by name and version.
///
/// A new run in the folder of an earlier one is loaded within a second, under the next version of
/// its name; requests that already hold the earlier one are answered by it. While the files in a
/// folder are not those of a finished run, the earlier one continues to answer.
public final class Models implements AutoCloseable {

  private static final Duration LOOKING = Duration.ofMillis(500);

  private final Batching batching;
  private final IntConsumer computed;
  private final Consumer<String> told;
  private final boolean hasExamples;
  private final Set<RunStamp> failed = new HashSet<>();
  private final Thread watcher;
  private volatile Map<String, List<ServedModel>> byName;

  private Models(
      Map<String, List<ServedModel>> byName,
      Batching batching,
      IntConsumer computed,
      Consumer<String> told,
      boolean hasExamples) {
    this.byName = byName;
    this.batching = batching;
    this.computed = computed;
    this.told = told;
    this.hasExamples = hasExamples;
    this.watcher = Thread.ofVirtual().name("runs").unstarted(this::watch);
  }

  /// Loads runs.
  ///
  /// @param runs the runs; several of one name are its versions 1, 2, …
  /// @param computed receives the number of samples of each batch
  /// @param told receives a sentence when a run was loaded or could not be loaded
  /// @param hasExamples whether the data of the runs may be read again and shown
  /// @throws RunException when one has no finished run or is damaged
  public static Models load(
      List<NamedRun> runs,
      Batching batching,
      IntConsumer computed,
      Consumer<String> told,
      boolean hasExamples) {
    Map<String, List<ServedModel>> byName = new LinkedHashMap<>();
    Models models = new Models(byName, batching, computed, told, hasExamples);
    for (NamedRun run : runs) {
      LoadedRun loaded = LoadedRun.load(run.folder(), run.titles());
      List<ServedModel> versions = byName.computeIfAbsent(run.name(), _ -> new ArrayList<>());
      versions.add(models.served(run, versions.size() + 1, loaded));
    }
    models.watcher.start();
    return models;
  }

  private ServedModel served(NamedRun run, int version, LoadedRun loaded) {
    return new ServedModel(run, version, loaded, batching, computed, this::heldOut);
  }

  private HeldOut heldOut(TrainedModel model) {
    if (hasExamples) {
      try {
        return HeldOut.read(model);
      } catch (DataException e) {
        told.accept("no examples are shown, because the data cannot be used: " + e.getMessage());
      }
    }
    return HeldOut.none(model);
  }

  /// The newest version of every model, in the order in which they were named.
  public List<ServedModel> newest() {
    return byName.values().stream().map(List::getLast).toList();
  }

  /// All versions of a model, oldest first.
  ///
  /// @throws Refusal 404 when there is no model of this name
  public List<ServedModel> versions(String name) {
    List<ServedModel> versions = byName.get(name);
    if (versions == null) {
      throw Refusal.of(
          404,
          "model: there is no model with this name; there are: %s"
              .formatted(String.join(", ", byName.keySet())));
    }
    return versions;
  }

  /// The model that a request names.
  ///
  /// @param name the name; empty for the only or first model
  /// @param version the version; empty for the newest
  /// @throws Refusal 404 when there is none
  public ServedModel find(Optional<String> name, Optional<String> version) {
    List<ServedModel> versions =
        name.map(this::versions).orElseGet(() -> byName.values().iterator().next());
    if (version.isEmpty()) {
      return versions.getLast();
    }
    return versions.stream()
        .filter(model -> Integer.toString(model.version()).equals(version.get()))
        .findFirst()
        .orElseThrow(() ->
            Refusal.of(
                404,
                "version: model %s has no version with this number; it has: %s"
                    .formatted(
                        versions.getLast().name(),
                        versions.stream().map(ServedModel::version).toList())));
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(LOOKING);
        refresh();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Loads the runs whose files have changed.
  void refresh() {
    Map<String, List<ServedModel>> next = new LinkedHashMap<>();
    List<ServedModel> replaced = new ArrayList<>();
    byName.forEach((name, versions) -> {
      List<ServedModel> current = new ArrayList<>();
      int newest = versions.getLast().version();
      for (ServedModel model : versions) {
        Optional<LoadedRun> changed = model.isCurrent() ? Optional.empty() : loadAgain(model);
        if (changed.isPresent()) {
          newest++;
          current.add(served(model.named(), newest, changed.get()));
          replaced.add(model);
          told.accept(
              "model %s: version %d was loaded from %s".formatted(name, newest, model.folder()));
        } else {
          current.add(model);
        }
      }
      current.sort(Comparator.comparingInt(ServedModel::version));
      next.put(name, List.copyOf(current));
    });
    if (!replaced.isEmpty()) {
      byName = next;
      replaced.forEach(ServedModel::retire);
    }
  }

  /// A run in the same folder; after a failure it is tried again only when the files change.
  private Optional<LoadedRun> loadAgain(ServedModel model) {
    RunStamp stamp = RunStamp.of(model.folder());
    if (failed.contains(stamp)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LoadedRun.load(model.folder(), model.named().titles()));
    } catch (RunException e) {
      failed.add(stamp);
      told.accept(
          "model %s: version %d continues to answer, because %s"
              .formatted(model.name(), model.version(), e.getMessage()));
      return Optional.empty();
    }
  }

  /// Stops looking for new runs.
  @Override
  public void close() {
    watcher.interrupt();
    byName.values().forEach(versions -> versions.forEach(ServedModel::retire));
  }
}
