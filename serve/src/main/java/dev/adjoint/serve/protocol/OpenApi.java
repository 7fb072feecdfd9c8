package dev.adjoint.serve.protocol;

import dev.adjoint.pipeline.folder.BuildVersion;
import dev.adjoint.serve.http.Route;
import dev.adjoint.serve.model.ServedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// `/openapi.json`: OpenAPI 3.1, made from the table of routes and the models' metadata.
public final class OpenApi {

  private OpenApi() {}

  /// The document.
  ///
  /// @param routes all routes
  /// @param models the models, for the schema of their rows
  /// @param hasToken whether requests need a token
  public static Map<String, Object> of(
      List<Route> routes, List<ServedModel> models, boolean hasToken) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put(
        "info",
        map(
            "title", "Adjoint predictions",
            "version", BuildVersion.text(),
            "description", "Answers of trained models. Every error is {\"error\": \"…\"}."));
    document.put("servers", List.of(map("url", "/")));
    Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
    for (Route route : routes) {
      paths
          .computeIfAbsent(route.pattern(), _ -> new LinkedHashMap<>())
          .put(route.method().toLowerCase(Locale.ROOT), operation(route, hasToken));
    }
    document.put("paths", paths);
    Map<String, Object> components = new LinkedHashMap<>();
    components.put("schemas", new TreeMap<>(Schemas.of(models)));
    if (hasToken) {
      components.put("securitySchemes", map("token", map("type", "http", "scheme", "bearer")));
    }
    document.put("components", components);
    return document;
  }

  private static Map<String, Object> operation(Route route, boolean hasToken) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", id(route));
    operation.put("summary", route.summary());
    List<Object> parameters = new ArrayList<>();
    for (String segment : route.segments()) {
      if (segment.startsWith("{")) {
        parameters.add(
            map(
                "name",
                segment.substring(1, segment.length() - 1),
                "in",
                "path",
                "required",
                true,
                "schema",
                map("type", "string")));
      }
    }
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    if (!route.takes().isEmpty()) {
      operation.put("requestBody", map("required", true, "content", content(route.takes())));
    }
    Map<String, Object> done = map("description", route.summary());
    if (!route.gives().isEmpty()) {
      done.put("content", content(route.gives()));
    }
    operation.put(
        "responses",
        map(
            "200",
            done,
            "default",
            map(
                "description",
                "What is wrong, and how to correct it.",
                "content",
                content(Map.of("application/json", "Error")))));
    operation.put(
        "security", hasToken && !route.isOpen() ? List.of(map("token", List.of())) : List.of());
    return operation;
  }

  /// A name for generated clients, such as `postV2ModelsModelInfer`.
  private static String id(Route route) {
    StringBuilder id = new StringBuilder(route.method().toLowerCase(Locale.ROOT));
    for (String word : route.pattern().split("[^A-Za-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        id.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return id.toString();
  }

  private static Map<String, Object> content(Map<String, String> types) {
    Map<String, Object> content = new LinkedHashMap<>();
    types.forEach((type, schema) ->
        content.put(type, map("schema", map("$ref", "#/components/schemas/" + schema))));
    return content;
  }

  /// A map of names and values in turn.
  static Map<String, Object> map(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }
}
