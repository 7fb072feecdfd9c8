package dev.adjoint.cli.run;

import dev.adjoint.cli.CommandException;
import dev.adjoint.cli.Output;
import dev.adjoint.data.Task;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.nn.Activation;
import dev.adjoint.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `model.json` says: how the network is built, how data is prepared for it, and how it was
/// trained.
public record SavedModel(
    Architecture architecture, Preprocessing preprocessing, DataSource source, Settings settings) {

  private static final String FORMAT = "adjoint model 1";
  private static final JsonMapper JSON = new JsonMapper();

  /// The same with another last epoch.
  SavedModel withEpochs(int epochs) {
    Settings s = settings;
    Settings longer =
        new Settings(
            epochs, s.batch(), s.rate(), s.optimizer(), s.seed(), s.validation(), s.patience());
    return new SavedModel(architecture, preprocessing, source, longer);
  }

  /// The text of the file.
  String toJson() {
    Map<String, Object> network = new LinkedHashMap<>();
    network.put("inputs", boxed(architecture.inputs()));
    network.put("hidden", architecture.hidden());
    network.put("activation", architecture.activation().name());
    network.put("dropout", architecture.dropout());
    network.put("outputs", architecture.outputs());
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", FORMAT);
    map.put("architecture", network);
    map.put("preprocessing", preprocessing.toMap());
    map.put("data", source.toMap());
    map.put("training", settings.toMap());
    return Output.toJson(map);
  }

  private static List<Integer> boxed(Shape shape) {
    List<Integer> sizes = new ArrayList<>();
    for (int size : shape.toArray()) {
      sizes.add(size);
    }
    return sizes;
  }

  /// Reads a file; trusts nothing in it.
  static SavedModel read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new CommandException(
          "model: there is no %s; give the folder that a training run left, or train one first with adjoint train"
              .formatted(file));
    }
    JsonNode root;
    try {
      root = JSON.readTree(Files.readString(file));
    } catch (JacksonException e) {
      throw new CommandException(
          "model: %s is not JSON (%s); train the model again"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
    if (!root.path("format").asString("").equals(FORMAT)) {
      throw new CommandException(
          "model: %s has the format '%s' but this program reads '%s'; train the model again"
              .formatted(file, root.path("format").asString(""), FORMAT));
    }
    try {
      return new SavedModel(
          architecture(root.path("architecture")),
          Preprocessing.fromMap(map(root.path("preprocessing"))),
          source(root.path("data")),
          settings(root.path("training")));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new CommandException(
          "model: %s is damaged: %s; train the model again".formatted(file, e.getMessage()), e);
    }
  }

  private static Architecture architecture(JsonNode node) {
    List<Integer> inputs = ints(node.path("inputs"));
    return new Architecture(
        Shape.of(inputs.stream().mapToInt(Integer::intValue).toArray()),
        ints(node.path("hidden")),
        Activation.valueOf(node.path("activation").asString()),
        node.path("dropout").asDouble(),
        node.path("outputs").asInt());
  }

  private static DataSource source(JsonNode node) {
    return switch (node.path("kind").asString()) {
      case "csv" ->
          new DataSource.Csv(
              Path.of(node.path("file").asString()),
              node.path("target").asString(),
              texts(node.path("drop")),
              texts(node.path("categories")),
              task(node.path("task").asString()));
      case "images" -> new DataSource.Images(Path.of(node.path("folder").asString()));
      case "generated" ->
          new DataSource.Generated(
              GeneratedSet.named(node.path("set").asString()),
              node.path("samples").asInt(),
              node.path("noise").asDouble());
      default -> throw new IllegalArgumentException("data of no known kind");
    };
  }

  private static Optional<Task> task(String text) {
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(Task.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  private static Settings settings(JsonNode node) {
    return new Settings(
        node.path("epochs").asInt(),
        node.path("batch").asInt(),
        node.path("rate").asDouble(),
        OptimizerChoice.valueOf(node.path("optimizer").asString().toUpperCase(Locale.ROOT)),
        node.path("seed").asLong(),
        node.path("validation").asDouble(),
        node.path("patience").asInt());
  }

  private static Map<?, ?> map(JsonNode node) {
    return JSON.treeToValue(node, LinkedHashMap.class);
  }

  private static List<Integer> ints(JsonNode array) {
    List<Integer> items = new ArrayList<>();
    array.forEach(item -> items.add(item.asInt()));
    return items;
  }

  private static List<String> texts(JsonNode array) {
    List<String> items = new ArrayList<>();
    array.forEach(item -> items.add(item.asString()));
    return items;
  }
}
