package dev.adjoint.onnx.keras;

import dev.adjoint.formats.FormatException;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// One layer of a configuration.
///
/// @param file for messages
/// @param type the name of the class, such as `Dense`
/// @param config its settings
record KerasLayer(Path file, String name, String type, JsonNode config) {

  static KerasLayer of(Path file, JsonNode json) throws FormatException {
    JsonNode config = json.path("config");
    String type = json.path("class_name").asString("");
    String name = config.path("name").asString(json.path("name").asString(""));
    if (type.isEmpty() || name.isEmpty() || !config.isObject()) {
      throw new FormatException(
          file, "a layer of the configuration has no class_name, config or name; save it again");
    }
    return new KerasLayer(file, name, type, config);
  }

  /// The reason why this layer is not read.
  FormatException refuse(String reason) {
    return new FormatException(file, "layer %s (%s): %s".formatted(name, type, reason));
  }

  String text(String key, String usual) {
    JsonNode value = config.path(key);
    return value.isString() ? value.asString() : usual;
  }

  boolean flag(String key, boolean usual) {
    return config.path(key).asBoolean(usual);
  }

  float real(String key, double usual) {
    return (float) config.path(key).asDouble(usual);
  }

  /// A positive number.
  int size(String key) throws FormatException {
    JsonNode value = config.path(key);
    if (!value.isInt() || value.asInt() < 1) {
      throw refuse("%s is %s but must be a positive integer".formatted(key, value));
    }
    return value.asInt();
  }

  /// One positive number for each axis; a single number holds for all of them.
  int[] sizes(String key, int axes, int... usual) throws FormatException {
    JsonNode value = config.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return usual;
    }
    int[] sizes = new int[axes];
    for (int i = 0; i < axes; i++) {
      JsonNode one = value.isArray() && value.size() == axes ? value.get(i) : value;
      if (!one.isInt() || one.asInt() < 1) {
        throw refuse("%s is %s but must have %d positive integers".formatted(key, value, axes));
      }
      sizes[i] = one.asInt();
    }
    return sizes;
  }

  /// Whether the channels are the last axis, as is usual in Keras.
  boolean isChannelsLast() {
    return text("data_format", "channels_last").equals("channels_last");
  }

  /// `BatchNormalization` becomes `batch_normalization`, the name of its group in a file.
  String snakeCase() {
    return type.replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
