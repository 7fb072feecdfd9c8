package dev.adjoint.studio.draw;

import dev.adjoint.serve.http.Json;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.studio.watch.RunList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The finished runs whose models read images; the one that was asked last stays in memory.
public final class DrawModels implements AutoCloseable {

  /// The newest runs that are looked at, so that a folder with thousands of runs costs little.
  private static final int MOST_RUNS = 200;

  private static final long MOST_BYTES = 1 << 20;

  private final RunList runs;
  private final DigitTraining training;
  private final Map<Path, Boolean> known = new ConcurrentHashMap<>();
  private @Nullable DrawModel model;
  private String name = "";
  private long changed;

  /// The models among these runs.
  public DrawModels(RunList runs) {
    this.runs = runs;
    this.training = new DigitTraining(runs.root());
  }

  /// The names of the runs, the newest first, and how a first one is made.
  public Map<String, Object> list() {
    List<String> names =
        runs.all().values().stream()
            .filter(entry -> entry.isFinished() && !training.isWriting(entry.name()))
            .sorted(Comparator.comparingLong(RunList.Entry::changed).reversed())
            .limit(MOST_RUNS)
            .filter(entry -> known.computeIfAbsent(entry.folder(), DrawModels::isOfImages))
            .map(RunList.Entry::name)
            .toList();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("models", new ArrayList<>(names));
    map.put("command", DigitTraining.command());
    map.put("training", training.progress());
    return map;
  }

  private static boolean isOfImages(Path folder) {
    Path file = folder.resolve("model.json");
    try {
      return Files.size(file) <= MOST_BYTES
          && Json.object(Files.readAllBytes(file)).get("preprocessing") instanceof Map<?, ?> map
          && "images".equals(map.get("kind"));
    } catch (IOException | Refusal _) {
      return false;
    }
  }

  /// Trains a model of generated digits in the background.
  public Map<String, Object> train() {
    training.start();
    return list();
  }

  /// The model of a run.
  ///
  /// @throws Refusal 404 when there is no such run; 422 as [DrawModel#load]
  public synchronized DrawModel of(String expected) {
    RunList.Entry entry = runs.required(expected);
    DrawModel ready = model;
    if (ready == null || !name.equals(expected) || changed != entry.changed()) {
      ready = DrawModel.load(entry.folder());
      model = ready;
      name = expected;
      changed = entry.changed();
    }
    return ready;
  }

  @Override
  public void close() {
    training.close();
  }
}
