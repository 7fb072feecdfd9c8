package dev.adjoint.pipeline.track;

import dev.adjoint.formats.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A folder in the form of MLflow's file store: `mlflow ui --backend-store-uri FOLDER` shows it.
///
/// `EXPERIMENT/meta.yaml`, and for each run `EXPERIMENT/RUN/meta.yaml`, a file for each parameter,
/// tag and curve; a line of a curve is time, value and step.
public final class MlflowFolder implements MlflowStore {

  private static final int RUNNING = 1;

  private final Path root;
  private Path run = Path.of("");
  private String experimentId = "";
  private String name = "";
  private long start;

  /// A store in a folder, which is made when a run begins.
  public MlflowFolder(Path root) {
    this.root = root;
  }

  @Override
  public void begin(String experiment, String runName, Map<String, String> parameters)
      throws IOException {
    start = System.currentTimeMillis();
    name = runName;
    Path folder = experiment(experiment);
    experimentId = folder.getFileName().toString();
    run = folder.resolve(UUID.randomUUID().toString().replace("-", ""));
    for (String part : List.of("artifacts", "metrics", "params", "tags")) {
      Files.createDirectories(run.resolve(part));
    }
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      write(run.resolve("params"), parameter.getKey(), MlflowNames.value(parameter.getValue()));
    }
    write(run.resolve("tags"), "mlflow.runName", runName);
    write(run.resolve("tags"), "mlflow.source.name", "adjoint");
    describe(RUNNING, null);
  }

  private static void write(Path folder, String key, String text) throws IOException {
    Path file = folder.resolve(MlflowNames.name(key));
    Files.createDirectories(file.resolveSibling(""));
    AtomicFile.write(file, text);
  }

  /// The folder of the experiment of this name; a new one if there is none.
  private Path experiment(String experiment) throws IOException {
    Files.createDirectories(root);
    List<Path> folders;
    try (Stream<Path> all = Files.list(root)) {
      folders = all.filter(folder -> Files.isRegularFile(folder.resolve("meta.yaml"))).toList();
    }
    String line = "name: " + quoted(experiment);
    for (Path folder : folders) {
      if (Files.readAllLines(folder.resolve("meta.yaml")).contains(line)) {
        return folder;
      }
    }
    String id = Long.toUnsignedString(UUID.randomUUID().getMostSignificantBits() >>> 4);
    Path folder = Files.createDirectories(root.resolve(id));
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("artifact_location", folder.toAbsolutePath().toUri().toString());
    meta.put("creation_time", start);
    meta.put("experiment_id", id);
    meta.put("last_update_time", start);
    meta.put("lifecycle_stage", "active");
    meta.put("name", experiment);
    AtomicFile.write(folder.resolve("meta.yaml"), yaml(meta));
    return folder;
  }

  /// Numbers as they are, texts in double quotes, which YAML reads as JSON does.
  private static String yaml(Map<String, Object> fields) {
    StringBuilder text = new StringBuilder();
    fields.forEach((key, value) ->
        text.append(key)
            .append(": ")
            .append(value instanceof Number ? value.toString() : quoted(value.toString()))
            .append('\n'));
    return text.toString();
  }

  private static String quoted(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }

  private void describe(int status, @Nullable Long end) throws IOException {
    Map<String, Object> meta = new LinkedHashMap<>();
    String id = run.getFileName().toString();
    meta.put("artifact_uri", run.resolve("artifacts").toAbsolutePath().toUri().toString());
    if (end != null) {
      meta.put("end_time", end);
    }
    meta.put("entry_point_name", "");
    meta.put("experiment_id", experimentId);
    meta.put("lifecycle_stage", "active");
    meta.put("run_id", id);
    meta.put("run_name", name);
    meta.put("run_uuid", id);
    meta.put("source_name", "");
    meta.put("source_type", 4);
    meta.put("source_version", "");
    meta.put("start_time", start);
    meta.put("status", status);
    meta.put("user_id", System.getProperty("user.name", ""));
    AtomicFile.write(
        run.resolve("meta.yaml"),
        yaml(meta) + (end == null ? "end_time: null\n" : "") + "tags: []\n");
  }

  @Override
  public void add(List<Point> points) throws IOException {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    for (Point point : points) {
      lines
          .computeIfAbsent(point.key(), _ -> new ArrayList<>())
          .add("%d %s %d".formatted(point.time(), number(point.value()), point.step()));
    }
    for (Map.Entry<String, List<String>> curve : lines.entrySet()) {
      Path file = run.resolve("metrics").resolve(MlflowNames.name(curve.getKey()));
      Files.createDirectories(file.resolveSibling(""));
      Files.write(
          file,
          curve.getValue(),
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  /// A number as Python reads it.
  private static String number(double value) {
    return Double.isNaN(value) ? "nan" : Double.toString(value).replace("Infinity", "inf");
  }

  @Override
  public void end(Status status) throws IOException {
    int code =
        switch (status) {
          case FINISHED -> 3;
          case FAILED -> 4;
          case KILLED -> 5;
        };
    describe(code, System.currentTimeMillis());
  }

  @Override
  public String location() {
    return run.toString();
  }

  @Override
  public void close() {
    // Every file is closed after it is written.
  }
}
