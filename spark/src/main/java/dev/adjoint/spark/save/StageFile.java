package dev.adjoint.spark.save;

import dev.adjoint.spark.cluster.ClusterException;
import dev.adjoint.spark.cluster.ClusterFiles;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.SparkSession;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The file `metadata` of a stage: its class, name and parameters, as one line of JSON.
///
/// Spark's own writer of this file is private to Spark; the format is the one that every version
/// since 2.0 reads, so a `Pipeline` with our stages is saved and loaded by Spark as usual.
public final class StageFile {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private StageFile() {}

  /// The folder of a stage, in the file systems that the session knows.
  public static ClusterFiles folder(SparkSession session, String path) {
    Configuration known = session.sparkContext().hadoopConfiguration();
    return ClusterFiles.of(path, known);
  }

  /// Writes the parameters of a stage.
  ///
  /// @param path the folder of the stage
  public static void write(SparkSession session, String path, Params stage) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("class", stage.getClass().getName());
    map.put("timestamp", System.currentTimeMillis());
    map.put("sparkVersion", session.version());
    map.put("uid", stage.uid());
    Map<String, Object> set = new LinkedHashMap<>();
    Map<String, Object> defaults = new LinkedHashMap<>();
    for (Param<?> param : stage.params()) {
      if (stage.isSet(param)) {
        set.put(param.name(), json(param, stage.get(param).get()));
      }
      if (stage.hasDefault(param)) {
        defaults.put(param.name(), json(param, stage.getDefault(param).get()));
      }
    }
    map.put("paramMap", set);
    map.put("defaultParamMap", defaults);
    ClusterFiles metadata = folder(session, path + "/metadata");
    metadata.write("part-00000", JSON.writeValueAsString(map) + "\n");
    metadata.write("_SUCCESS", "");
  }

  @SuppressWarnings("unchecked") // The value comes from the stage under this very parameter.
  private static JsonNode json(Param<?> param, Object value) {
    return JSON.readTree(((Param<Object>) param).jsonEncode(value));
  }

  /// The name of a stage that was written.
  ///
  /// @param type the class that the stage must have
  /// @throws ClusterException when the file is not there, damaged, or of another class
  public static String uid(SparkSession session, String path, Class<?> type) {
    JsonNode root = root(session, path);
    String written = root.path("class").asString("");
    if (!written.equals(type.getName())) {
      throw new ClusterException(
          "load: %s holds a stage of class '%s' but %s is expected; load it with that class"
              .formatted(path, written, type.getName()));
    }
    return root.path("uid").asString(type.getSimpleName());
  }

  /// Sets the parameters of a stage to those that were written.
  public static void apply(SparkSession session, String path, Params stage) {
    for (Map.Entry<String, JsonNode> entry : root(session, path).path("paramMap").properties()) {
      Param<Object> param = stage.getParam(entry.getKey());
      stage.set(param, param.jsonDecode(JSON.writeValueAsString(entry.getValue())));
    }
  }

  private static JsonNode root(SparkSession session, String path) {
    ClusterFiles metadata = folder(session, path + "/metadata");
    // Spark itself may have copied the file under another name of the same pattern.
    String name =
        metadata.names().stream()
            .filter(file -> file.startsWith("part-"))
            .findFirst()
            .orElseThrow(() ->
                new ClusterException(
                    "load: %s has no metadata; give the folder that save wrote".formatted(path)));
    try {
      return JSON.readTree(metadata.readText(name));
    } catch (JacksonException e) {
      throw new ClusterException(
          "load: the metadata of %s is damaged; save the stage again".formatted(path), e);
    }
  }
}
