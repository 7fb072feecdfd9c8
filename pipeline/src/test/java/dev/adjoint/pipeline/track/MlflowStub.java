package dev.adjoint.pipeline.track;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Answers as a tracking server of MLflow does, and checks each request against the published
/// schema: fields, their types, and the limits of `runs/log-batch`.
final class MlflowStub implements AutoCloseable {

  private static final String API = "/api/2.0/mlflow/";

  /// The type of each field of a request: N number, T text, L list.
  private static final Map<String, Map<String, Character>> SCHEMA =
      Map.of(
          "experiments/create", Map.of("name", 'T'),
          "runs/create",
              Map.of("experiment_id", 'T', "run_name", 'T', "start_time", 'N', "tags", 'L'),
          "runs/log-batch", Map.of("run_id", 'T', "metrics", 'L', "params", 'L', "tags", 'L'),
          "runs/update", Map.of("run_id", 'T', "status", 'T', "end_time", 'N', "run_name", 'T'));

  private static final Set<String> STATUS =
      Set.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED");

  private final HttpServer server;
  final List<String> faults = new CopyOnWriteArrayList<>();
  final List<String> methods = new CopyOnWriteArrayList<>();
  final List<JsonNode> metrics = new CopyOnWriteArrayList<>();
  final List<JsonNode> parameters = new CopyOnWriteArrayList<>();
  volatile String status = "";
  volatile int refusals;

  MlflowStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = path.startsWith(API) ? path.substring(API.length()) : path;
    methods.add(method);
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (method.equals("runs/log-batch") && refusals > 0) {
      // Set by the test before the requests, then changed by this thread alone.
      int rest = refusals - 1;
      refusals = rest;
      send(exchange, 503, "{\"error_code\": \"TEMPORARILY_UNAVAILABLE\"}");
      return;
    }
    switch (method) {
      case "experiments/get-by-name" -> {
        if (!exchange.getRequestMethod().equals("GET")
            || !String.valueOf(exchange.getRequestURI().getQuery())
                .startsWith("experiment_name=")) {
          faults.add("get-by-name is a GET with experiment_name");
        }
        send(exchange, 404, "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"no\"}");
      }
      case "experiments/create" -> {
        check(method, exchange, body);
        send(exchange, 200, "{\"experiment_id\": \"7\"}");
      }
      case "runs/create" -> {
        check(method, exchange, body);
        send(
            exchange,
            200,
            "{\"run\": {\"info\": {\"run_id\": \"abc\", \"experiment_id\": \"7\"}}}");
      }
      case "runs/log-batch" -> {
        batch(check(method, exchange, body));
        send(exchange, 200, "{}");
      }
      case "runs/update" -> {
        status = check(method, exchange, body).path("status").asString();
        if (!STATUS.contains(status)) {
          faults.add("status " + status);
        }
        send(exchange, 200, "{\"run_info\": {}}");
      }
      default -> {
        faults.add("unknown method " + path);
        send(exchange, 404, "{\"error_code\": \"ENDPOINT_NOT_FOUND\"}");
      }
    }
  }

  private JsonNode check(String method, HttpExchange exchange, String body) {
    JsonNode request = new JsonMapper().readTree(body);
    if (!exchange.getRequestMethod().equals("POST")
        || !"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
      faults.add(method + " must be a POST of application/json");
    }
    for (Map.Entry<String, JsonNode> field : request.properties()) {
      Character type = SCHEMA.getOrDefault(method, Map.of()).get(field.getKey());
      boolean fits =
          type != null
              && switch (type) {
                case 'N' -> field.getValue().isIntegralNumber();
                case 'T' -> field.getValue().isString();
                default -> field.getValue().isArray();
              };
      if (!fits) {
        faults.add("%s: field %s is %s".formatted(method, field.getKey(), field.getValue()));
      }
    }
    return request;
  }

  private void batch(JsonNode request) {
    if (request.path("metrics").size() > 1000 || request.path("params").size() > 100) {
      faults.add("log-batch is too long");
    }
    for (JsonNode metric : request.path("metrics")) {
      boolean fits =
          metric.path("key").asString().matches("[\\w.\\- /]{1,250}")
              && (metric.path("value").isNumber()
                  || Set.of("NaN", "Infinity", "-Infinity")
                      .contains(metric.path("value").asString()))
              && metric.path("timestamp").isIntegralNumber()
              && metric.path("step").isIntegralNumber()
              && metric.size() == 4;
      if (!fits) {
        faults.add("metric " + metric);
      }
      metrics.add(metric);
    }
    for (JsonNode parameter : request.path("params")) {
      boolean fits =
          parameter.path("key").asString().matches("[\\w.\\- /]{1,250}")
              && parameter.path("value").isString()
              && parameter.path("value").asString().length() <= 6000
              && parameter.size() == 2;
      if (!fits) {
        faults.add("param " + parameter);
      }
      parameters.add(parameter);
    }
  }

  private static void send(HttpExchange exchange, int code, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  List<Double> curve(String key) {
    List<Double> values = new ArrayList<>();
    for (JsonNode metric : metrics) {
      if (metric.path("key").asString().equals(key)) {
        values.add(metric.path("value").doubleValue());
      }
    }
    return values;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
