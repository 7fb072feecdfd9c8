package dev.adjoint.pipeline.layers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The JSON schema (draft 2020-12) of model files, made from the list of layers.
public final class LayerSchema {

  private LayerSchema() {}

  /// The schema as plain data.
  public static Map<String, Object> toMap() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "A network as a list of layers, for adjoint train --model net.json");
    schema.put("type", "object");
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("$schema", Map.of("type", "string"));
    properties.put("title", Map.of("type", "string"));
    properties.put("layers", Map.of("$ref", "#/$defs/layers"));
    schema.put("properties", properties);
    schema.put("required", List.of("layers"));
    schema.put("additionalProperties", false);
    schema.put("$defs", definitions());
    return schema;
  }

  private static Map<String, Object> definitions() {
    Map<String, Object> layers = new LinkedHashMap<>();
    layers.put("type", "array");
    layers.put("minItems", 1);
    layers.put("items", Map.of("$ref", "#/$defs/layer"));
    Map<String, Object> definitions = new LinkedHashMap<>();
    definitions.put("layers", layers);
    definitions.put("layer", Map.of("oneOf", alternatives()));
    return definitions;
  }

  private static List<Object> alternatives() {
    List<Object> all = new ArrayList<>();
    Map<String, Object> alone = new LinkedHashMap<>();
    alone.put("description", "A layer whose options all have their defaults.");
    alone.put(
        "enum",
        LayerType.all().stream()
            .filter(type -> type.options().stream().allMatch(option -> option.usual().isPresent()))
            .map(LayerType::name)
            .toList());
    all.add(alone);
    LayerType.all().forEach(type -> all.add(layer(type)));
    return all;
  }

  private static Map<String, Object> layer(LayerType type) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("layer", Map.of("const", type.name()));
    List<String> required = new ArrayList<>(List.of("layer"));
    for (LayerOption option : type.options()) {
      Map<String, Object> values = option.values().schema();
      values.put("description", option.description());
      option
          .usual()
          .filter(usual -> option.values().allows(usual))
          .ifPresent(usual -> values.put("default", usual));
      properties.put(option.name(), values);
      if (option.usual().isEmpty()) {
        required.add(option.name());
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("title", type.name());
    schema.put(
        "description",
        "%s Reads %s."
            .formatted(
                type.title(),
                type.reads().stream()
                    .sorted()
                    .map(SampleFlow.Kind::toString)
                    .collect(Collectors.joining(", "))));
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", required);
    schema.put("additionalProperties", false);
    return schema;
  }
}
