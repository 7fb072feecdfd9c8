package dev.adjoint.serve.protocol;

import dev.adjoint.serve.http.Access;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts requests, samples and batches, and writes them in the text format of Prometheus.
///
/// Labels come only from the table of routes and the names of models, so no client can make their
/// number grow.
public final class ServerCounts {

  private static final double[] SECONDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5
  };
  private static final double[] SAMPLES = {1, 2, 4, 8, 16, 32, 64, 128, 256};
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");

  private final Map<String, LongAdder> requests = new ConcurrentSkipListMap<>();
  private final Map<String, Histogram> durations = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> predictions = new ConcurrentSkipListMap<>();
  private final Histogram batches = new Histogram(SAMPLES);
  private final long start = System.nanoTime();

  /// Counts a request.
  public void answered(Access access) {
    String method = METHODS.contains(access.method()) ? access.method() : "other";
    count(
        requests,
        "method=\"%s\",route=\"%s\",status=\"%d\""
            .formatted(method, access.route(), access.status()),
        1);
    durations
        .computeIfAbsent("route=\"%s\"".formatted(access.route()), _ -> new Histogram(SECONDS))
        .add(access.duration().toNanos() / 1e9);
  }

  /// Counts the samples that a model answered.
  public void predicted(String model, int samples) {
    count(predictions, "model=\"%s\"".formatted(model), samples);
  }

  /// Counts a batch.
  public void batch(int samples) {
    batches.add(samples);
  }

  private static void count(Map<String, LongAdder> counts, String labels, int more) {
    counts.computeIfAbsent(labels, _ -> new LongAdder()).add(more);
  }

  /// The text.
  ///
  /// @param waiting the number of requests that wait, by the name of the model
  public String text(Map<String, Integer> waiting) {
    StringBuilder text = new StringBuilder();
    head(text, "adjoint_requests_total", "counter", "Requests by route and status.");
    requests.forEach((labels, count) ->
        line(text, "adjoint_requests_total", labels, Long.toString(count.sum())));
    head(text, "adjoint_request_seconds", "histogram", "Time from request to answer.");
    durations.forEach(
        (labels, histogram) -> histogram.write(text, "adjoint_request_seconds", labels));
    head(text, "adjoint_predictions_total", "counter", "Samples that were answered.");
    predictions.forEach((labels, count) ->
        line(text, "adjoint_predictions_total", labels, Long.toString(count.sum())));
    head(text, "adjoint_batch_samples", "histogram", "Samples that were computed together.");
    batches.write(text, "adjoint_batch_samples", "");
    head(text, "adjoint_waiting_requests", "gauge", "Requests that wait for a model.");
    waiting.forEach((model, count) ->
        line(
            text,
            "adjoint_waiting_requests",
            "model=\"%s\"".formatted(model),
            Integer.toString(count)));
    Runtime memory = Runtime.getRuntime();
    head(text, "adjoint_memory_used_bytes", "gauge", "Memory of the Java heap that is used.");
    line(
        text,
        "adjoint_memory_used_bytes",
        "",
        Long.toString(memory.totalMemory() - memory.freeMemory()));
    head(text, "adjoint_uptime_seconds", "gauge", "Time since the server started.");
    line(text, "adjoint_uptime_seconds", "", Double.toString((System.nanoTime() - start) / 1e9));
    return text.toString();
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP %s %s\n# TYPE %s %s\n".formatted(name, help, name, type));
  }

  static void line(StringBuilder text, String name, String labels, String value) {
    text.append(name)
        .append(labels.isEmpty() ? "" : "{" + labels + "}")
        .append(' ')
        .append(value)
        .append('\n');
  }
}
