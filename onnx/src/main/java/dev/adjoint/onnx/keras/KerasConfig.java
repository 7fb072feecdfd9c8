package dev.adjoint.onnx.keras;

import dev.adjoint.formats.FormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The layers of a sequential or functional model, and how they are connected.
///
/// @param layers in the order of the file
/// @param calls the applications of the layers, in the order of the file
/// @param outputs the results of the model, by [Call#output]
record KerasConfig(List<KerasLayer> layers, List<Call> calls, List<String> outputs) {

  /// One application of a layer.
  ///
  /// @param index which application of this layer it is
  /// @param inputs the results of other applications
  record Call(KerasLayer layer, int index, List<String> inputs) {

    String output() {
      return KerasConfig.output(layer.name(), index);
    }
  }

  private static String output(String layer, int index) {
    return layer + ":" + index;
  }

  static KerasConfig of(Path file, String text) throws FormatException {
    JsonNode model;
    try {
      model = JsonMapper.shared().readTree(text);
    } catch (JacksonException e) {
      throw new FormatException(
          file,
          "the configuration is not JSON (%s); save the model again"
              .formatted(e.getOriginalMessage()),
          e);
    }
    String kind = model.path("class_name").asString("");
    JsonNode config = model.path("config");
    List<KerasLayer> layers = new ArrayList<>();
    JsonNode list = config.isArray() ? config : config.path("layers");
    for (JsonNode layer : list) {
      layers.add(KerasLayer.of(file, layer));
    }
    if (layers.isEmpty()) {
      throw new FormatException(file, "the configuration has no layers; save the whole model");
    }
    return switch (kind) {
      case "Sequential" -> sequential(file, layers, config);
      case "Functional", "Model" -> functional(file, layers, list, config);
      default ->
          throw new FormatException(
              file,
              "the model is of the class %s, whose computation is Python code; only Sequential and Functional models are read"
                  .formatted(kind));
    };
  }

  private static KerasConfig sequential(Path file, List<KerasLayer> layers, JsonNode config)
      throws FormatException {
    List<KerasLayer> all = new ArrayList<>(layers);
    if (!layers.getFirst().type().equals("InputLayer")) {
      JsonNode shape = layers.getFirst().config().path("batch_input_shape");
      JsonNode known = shape.isArray() ? shape : config.path("build_input_shape");
      all.addFirst(KerasInputs.made(file, known));
    }
    List<Call> calls = new ArrayList<>();
    for (KerasLayer layer : all) {
      List<String> inputs = calls.isEmpty() ? List.of() : List.of(calls.getLast().output());
      calls.add(new Call(layer, 0, inputs));
    }
    return new KerasConfig(all, calls, List.of(calls.getLast().output()));
  }

  private static KerasConfig functional(
      Path file, List<KerasLayer> layers, JsonNode list, JsonNode config) throws FormatException {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      KerasLayer layer = layers.get(i);
      JsonNode nodes = list.get(i).path("inbound_nodes");
      if (nodes.isEmpty()) {
        calls.add(new Call(layer, 0, List.of()));
      }
      for (int node = 0; node < nodes.size(); node++) {
        List<String> inputs = new ArrayList<>();
        tensors(layer, nodes.get(node), inputs);
        calls.add(new Call(layer, node, inputs));
      }
    }
    List<String> outputs = new ArrayList<>();
    for (JsonNode output : one(config.path("output_layers"))) {
      outputs.add(output(output.path(0).asString(""), output.path(1).asInt(0)));
    }
    if (outputs.isEmpty()) {
      throw new FormatException(file, "the configuration names no output_layers; save it again");
    }
    return new KerasConfig(layers, calls, outputs);
  }

  /// A single `[name, 0, 0]` as a list of one.
  private static Iterable<JsonNode> one(JsonNode list) {
    return list.path(0).isString() ? List.of(list) : list;
  }

  /// Collects what an application reads: in Keras 3 nodes with a `keras_history`, in Keras 2 lists
  /// of name, application, output and keyword arguments.
  private static void tensors(KerasLayer layer, JsonNode node, List<String> into)
      throws FormatException {
    JsonNode history = node.path("config").path("keras_history");
    JsonNode reference = history.isArray() ? history : node;
    if (reference.isArray() && reference.path(0).isString()) {
      if (reference.path(2).asInt(0) != 0 || reference.path(3).size() > 0) {
        throw layer.refuse(
            "it reads a second output or a keyword argument, which is not supported");
      }
      into.add(output(reference.path(0).asString(), reference.path(1).asInt(0)));
    } else if (node.isArray()) {
      for (JsonNode inner : node) {
        tensors(layer, inner, into);
      }
    } else if (node.isObject()) {
      tensors(layer, node.path("args"), into);
      for (JsonNode value : node.path("kwargs")) {
        if (value.isObject() || value.isArray()) {
          throw layer.refuse("it is called with tensors by keyword, which is not supported");
        }
      }
    }
  }
}
