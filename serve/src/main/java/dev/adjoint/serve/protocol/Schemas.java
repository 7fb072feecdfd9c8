package dev.adjoint.serve.protocol;

import static dev.adjoint.serve.protocol.OpenApi.map;

import dev.adjoint.serve.input.TensorSpec;
import dev.adjoint.serve.model.ServedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The schemas of bodies and answers, as JSON schema.
final class Schemas {

  private static final Map<String, Object> TEXT = map("type", "string");
  private static final Map<String, Object> TRUTH = map("type", "boolean");
  private static final Map<String, Object> ANY = map();

  private Schemas() {}

  /// The schemas by name.
  static Map<String, Object> of(List<ServedModel> models) {
    Map<String, Object> schemas = new LinkedHashMap<>();
    schemas.put("Error", object(map("error", TEXT), "error"));
    schemas.put("Csv", TEXT);
    schemas.put("Text", TEXT);
    schemas.put("Bytes", map("type", "string", "format", "binary"));
    schemas.put("Html", TEXT);
    schemas.put("Form", map("type", "object", "additionalProperties", TEXT));
    schemas.put("Document", map("type", "object"));
    schemas.put("Live", object(map("live", TRUTH), "live"));
    schemas.put("Ready", object(map("live", TRUTH, "ready", TRUTH), "live", "ready"));
    schemas.put("ModelReady", object(map("name", TEXT, "ready", TRUTH), "name", "ready"));
    schemas.put(
        "ServerMetadata",
        object(
            map("name", TEXT, "version", TEXT, "extensions", list(TEXT)),
            "name",
            "version",
            "extensions"));
    schemas.put("ModelList", object(map("models", list(map("type", "object"))), "models"));
    Map<String, Object> tensor =
        object(
            map(
                "name",
                TEXT,
                "datatype",
                TEXT,
                "shape",
                list(map("type", "integer")),
                "parameters",
                map("type", "object")),
            "name",
            "datatype",
            "shape");
    schemas.put("TensorMetadata", tensor);
    schemas.put(
        "ModelMetadata",
        object(
            map(
                "name", TEXT,
                "versions", list(TEXT),
                "platform", TEXT,
                "inputs", list(reference("TensorMetadata")),
                "outputs", list(reference("TensorMetadata")),
                "parameters", map("type", "object")),
            "name",
            "platform",
            "inputs",
            "outputs"));
    schemas.put(
        "Tensor",
        object(
            map(
                "name", TEXT,
                "datatype", TEXT,
                "shape", list(map("type", "integer", "minimum", 0)),
                "parameters", map("type", "object"),
                "data", list(ANY)),
            "name",
            "datatype",
            "shape",
            "data"));
    schemas.put(
        "InferenceRequest",
        object(
            map(
                "id", TEXT,
                "parameters", map("type", "object"),
                "inputs", list(reference("Tensor")),
                "outputs",
                    list(object(map("name", TEXT, "parameters", map("type", "object")), "name"))),
            "inputs"));
    schemas.put(
        "InferenceResponse",
        object(
            map(
                "model_name", TEXT,
                "model_version", TEXT,
                "id", TEXT,
                "parameters", map("type", "object"),
                "outputs", list(reference("Tensor"))),
            "model_name",
            "outputs"));
    schemas.put("PredictAnswer", predictAnswer());
    schemas.put(
        "Recommendations",
        object(
            map(
                "model", TEXT,
                "version", map("type", "integer"),
                "user", TEXT,
                "item", TEXT,
                "known", TRUTH,
                "leaves_out_rated", TRUTH,
                "items", list(object(map("item", TEXT, "title", TEXT), "item"))),
            "model",
            "version",
            "items"));
    List<Object> bodies = new ArrayList<>();
    for (ServedModel model : models) {
      String name = "Samples_" + model.name().replaceAll("[^A-Za-z0-9._-]", "_");
      schemas.put(name, samples(model));
      bodies.add(reference(name));
    }
    schemas.put("PredictRequest", map("anyOf", bodies));
    return schemas;
  }

  private static Map<String, Object> predictAnswer() {
    Map<String, Object> scored =
        object(map("label", TEXT, "score", map("type", "number")), "label", "score");
    Map<String, Object> answer =
        object(
            map(
                "label", TEXT,
                "score", map("type", "number"),
                "top", list(scored),
                "value", map("type", "number"),
                "agreement", map("type", "number"),
                "spread", map("type", "number"),
                "series", TEXT,
                "times", list(TEXT),
                "values", list(map("type", "number")),
                "bands", list(map("type", "object"))));
    return object(
        map(
            "model", TEXT,
            "version", map("type", "integer"),
            "answers", list(answer),
            "notes", list(TEXT),
            "seen", map("type", "object")),
        "model",
        "version",
        "answers");
  }

  /// The body that `/api/predict` accepts for a model.
  private static Map<String, Object> samples(ServedModel model) {
    if (!model.input().kind().equals("table")) {
      Map<String, Object> properties = new LinkedHashMap<>();
      for (String name : model.input().example().keySet()) {
        properties.put(name, ANY);
      }
      return object(properties);
    }
    Map<String, Object> columns = new LinkedHashMap<>();
    for (TensorSpec column : model.input().tensors()) {
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put(
          "type",
          column.datatype().equals("BYTES")
              ? List.of("string", "number", "boolean", "null")
              : List.of("number", "string", "null"));
      if (column.parameters().get("categories") instanceof List<?> categories) {
        schema.put("examples", categories);
      }
      columns.put(column.name(), schema);
    }
    Map<String, Object> row = object(columns);
    row.put("examples", List.of(model.input().example()));
    return map("anyOf", List.of(row, list(row), object(map("rows", list(row)), "rows")));
  }

  private static Map<String, Object> object(Map<String, Object> properties, String... required) {
    Map<String, Object> schema = map("type", "object", "properties", properties);
    if (required.length > 0) {
      schema.put("required", List.of(required));
    }
    return schema;
  }

  private static Map<String, Object> list(Map<String, Object> of) {
    return map("type", "array", "items", of);
  }

  private static Map<String, Object> reference(String name) {
    return map("$ref", "#/components/schemas/" + name);
  }
}
