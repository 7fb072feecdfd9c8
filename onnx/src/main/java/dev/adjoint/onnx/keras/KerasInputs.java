package dev.adjoint.onnx.keras;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.onnx.OnnxPort;
import dev.adjoint.formats.onnx.OnnxType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The inputs of a network.
final class KerasInputs {

  private KerasInputs() {}

  /// The input of a sequential model that does not list one.
  static KerasLayer made(Path file, JsonNode shape) throws FormatException {
    if (!shape.isArray()) {
      throw new FormatException(
          file, "the model was never built, so it has no shape and no weights; call it, then save");
    }
    ObjectNode config = JsonMapper.shared().createObjectNode();
    config.put("name", "input");
    config.set("batch_shape", shape);
    return new KerasLayer(file, "input", "InputLayer", config);
  }

  /// An open size has the name `batch`, or that of the input with the number of the axis.
  static OnnxPort port(KerasLayer layer) throws FormatException {
    JsonNode given = layer.config().path("batch_shape");
    JsonNode shape = given.isArray() ? given : layer.config().path("batch_input_shape");
    if (!shape.isArray() || shape.isEmpty()) {
      throw layer.refuse("it has no batch_shape; save the model again");
    }
    List<String> sizes = new ArrayList<>();
    for (int axis = 0; axis < shape.size(); axis++) {
      String open = axis == 0 ? "batch" : layer.name() + "_" + axis;
      sizes.add(shape.get(axis).isInt() ? shape.get(axis).asString() : open);
    }
    return OnnxPort.of(layer.name(), type(layer), sizes);
  }

  private static OnnxType type(KerasLayer layer) throws FormatException {
    String type = layer.text("dtype", "float32");
    return switch (type) {
      case "float32" -> OnnxType.FLOAT;
      case "int32" -> OnnxType.INT32;
      case "int64" -> OnnxType.INT64;
      default ->
          throw layer.refuse(
              "its elements are of the type %s; only float32, int32 and int64 are read"
                  .formatted(type));
    };
  }
}
