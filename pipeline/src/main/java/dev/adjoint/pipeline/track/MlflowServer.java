package dev.adjoint.pipeline.track;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A tracking server of MLflow, by version 2.0 of its REST API.
///
/// Requests: `experiments/get-by-name`, `experiments/create`, `runs/create`, `runs/log-batch` with
/// at most 1,000 points or 100 parameters, and `runs/update`. Each has 10 seconds.
public final class MlflowServer implements MlflowStore {

  private static final int MOST_POINTS = 1000;
  private static final int MOST_PARAMETERS = 100;
  private static final int LONGEST_REASON = 200;
  private static final int NOT_FOUND = 404;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI address;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final JsonMapper json = JsonMapper.shared();
  private String experimentId = "";
  private String runId = "";

  /// A server; nothing is sent yet.
  ///
  /// @param address such as `http://localhost:5000`
  public MlflowServer(URI address) {
    this.address = URI.create(address.toString().replaceAll("/+$", ""));
  }

  @Override
  public void begin(String experiment, String name, Map<String, String> parameters)
      throws IOException {
    experimentId = experiment(experiment);
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("experiment_id", experimentId);
    run.put("run_name", name);
    run.put("start_time", System.currentTimeMillis());
    run.put("tags", List.of(entry("mlflow.source.name", "adjoint")));
    runId = text(post("runs/create", run), "/run/info/run_id");
    List<Map<String, Object>> entries = new ArrayList<>();
    parameters.forEach(
        (key, value) -> entries.add(entry(MlflowNames.name(key), MlflowNames.value(value))));
    for (int from = 0; from < entries.size(); from += MOST_PARAMETERS) {
      List<Map<String, Object>> part =
          entries.subList(from, Math.min(entries.size(), from + MOST_PARAMETERS));
      post("runs/log-batch", Map.of("run_id", runId, "params", part));
    }
  }

  private static Map<String, Object> entry(String key, String value) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("key", key);
    entry.put("value", value);
    return entry;
  }

  private String experiment(String name) throws IOException {
    String query = "experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    HttpResponse<String> found =
        send(HttpRequest.newBuilder(uri("experiments/get-by-name?" + query)).GET());
    if (found.statusCode() == NOT_FOUND) {
      return text(post("experiments/create", Map.of("name", name)), "/experiment_id");
    }
    return text(checked("experiments/get-by-name", found), "/experiment/experiment_id");
  }

  @Override
  public void add(List<Point> points) throws IOException {
    for (int from = 0; from < points.size(); from += MOST_POINTS) {
      List<Map<String, Object>> metrics = new ArrayList<>();
      for (Point point : points.subList(from, Math.min(points.size(), from + MOST_POINTS))) {
        Map<String, Object> metric = new LinkedHashMap<>();
        metric.put("key", MlflowNames.name(point.key()));
        // Protocol Buffers write numbers that are not finite as texts.
        metric.put(
            "value",
            Double.isFinite(point.value())
                ? (Object) point.value()
                : Double.toString(point.value()));
        metric.put("timestamp", point.time());
        metric.put("step", point.step());
        metrics.add(metric);
      }
      post("runs/log-batch", Map.of("run_id", runId, "metrics", metrics));
    }
  }

  @Override
  public void end(Status status) throws IOException {
    Map<String, Object> update = new LinkedHashMap<>();
    update.put("run_id", runId);
    update.put("status", status.name());
    update.put("end_time", System.currentTimeMillis());
    post("runs/update", update);
  }

  @Override
  public String location() {
    return "%s/#/experiments/%s/runs/%s".formatted(address, experimentId, runId);
  }

  private URI uri(String method) {
    return URI.create(address + "/api/2.0/mlflow/" + method);
  }

  private JsonNode post(String method, Map<String, Object> body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(method))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)));
    return checked(method, send(request));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("mlflow: the request to %s was interrupted".formatted(address), e);
    } catch (IOException e) {
      throw new IOException(
          "mlflow: the server %s cannot be reached (%s); check the address and that mlflow server runs"
              .formatted(address, e.getClass().getSimpleName()),
          e);
    }
  }

  private JsonNode checked(String method, HttpResponse<String> answer) throws IOException {
    String body = answer.body();
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          "mlflow: %s answers %s with %d: %s"
              .formatted(
                  address,
                  method,
                  answer.statusCode(),
                  body.substring(0, Math.min(body.length(), LONGEST_REASON)).strip()));
    }
    try {
      return json.readTree(body);
    } catch (JacksonException e) {
      throw new IOException(
          "mlflow: %s answers %s with something that is not JSON; check that it is a server of MLflow"
              .formatted(address, method),
          e);
    }
  }

  private String text(JsonNode answer, String pointer) throws IOException {
    JsonNode found = answer.at(pointer);
    if (!found.isString()) {
      throw new IOException(
          "mlflow: %s gives an answer without %s; check that it is a server of MLflow"
              .formatted(address, pointer));
    }
    return found.stringValue();
  }

  @Override
  public void close() {
    client.close();
  }
}
