package dev.adjoint.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.serve.http.Json;
import dev.adjoint.serve.model.Batching;
import dev.adjoint.serve.model.NamedRun;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Samples of several requests are computed together, each with the same bits as alone; a run is
/// replaced while requests are being answered.
final class BatchesTest {

  private static final int ROWS = 600;
  private static final int CLIENTS = 16;

  @TempDir private Path folder;

  private static Map<String, Object> row(int i) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("weight", 1 + i % 97 * 0.05);
    row.put("legs", 2 + i % 3);
    row.put("home", i % 4 == 0 ? null : i % 4 == 1 ? "coop" : "house");
    return row;
  }

  private static PredictionServer server(Batching batching, NamedRun... runs) throws IOException {
    return PredictionServer.start(
        ServeOptions.USUAL.withPort(0).withBatching(batching), List.of(runs), ServeEvents.NONE);
  }

  /// Rows in groups of random sizes by clients at the same time, compared with each row alone.
  @Test
  void aRowHasTheSameBitsInAnyBatch() throws Exception {
    Path run = AnimalRuns.animals(folder.resolve("animals"), 5);
    TrainedModel model = TrainedModel.load(run);
    long seed = 20261128;
    SplittableRandom random = new SplittableRandom(seed);
    try (PredictionServer server =
            server(
                new Batching(64, 128, Duration.ofSeconds(30), Duration.ofMillis(2)),
                NamedRun.of(run));
        var threads = Executors.newFixedThreadPool(CLIENTS)) {
      Client client = Client.of(server);
      List<Callable<Void>> groups = new ArrayList<>();
      for (int from = 0; from < ROWS; ) {
        int first = from;
        int count = Math.min(ROWS - from, 1 + random.nextInt(24));
        groups.add(() -> {
          List<Map<String, Object>> rows = new ArrayList<>();
          for (int i = first; i < first + count; i++) {
            rows.add(row(i));
          }
          JsonNode answers =
              client.json("/api/predict?top_k=2", Json.text(Map.of("rows", rows))).path("answers");
          for (int i = 0; i < count; i++) {
            var alone = (Prediction.OfClass) model.predict(rows.get(i));
            assertThat(answers.path(i).path("score").floatValue())
                .as("row %d in a group of %d, seed %d", first + i, count, seed)
                .isEqualTo((float) alone.probability());
          }
          return null;
        });
        from += count;
      }
      for (Future<Void> done : threads.invokeAll(groups)) {
        done.get();
      }
      int batches =
          client
              .get("/metrics")
              .body()
              .lines()
              .filter(line -> line.startsWith("adjoint_batch_samples_count"))
              .mapToInt(line -> Integer.parseInt(line.split(" ", 2)[1]))
              .sum();
      assertThat(batches).isBetween(1, groups.size());
    }
  }

  /// A new run replaces the old one in its folder while clients send requests: every request is
  /// answered, the last ones by the new run.
  @Test
  void aNewRunIsLoadedWithoutLosingARequest() throws Exception {
    Path run = AnimalRuns.animals(folder.resolve("animals"), 3);
    try (PredictionServer server = server(Batching.USUAL, NamedRun.of(run));
        var threads = Executors.newFixedThreadPool(4)) {
      Client client = Client.of(server);
      AtomicInteger newest = new AtomicInteger(1);
      CountDownLatch asking = new CountDownLatch(4);
      List<Future<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        clients.add(
            threads.submit(() -> {
              int asked = 0;
              int version = 1;
              while (version == 1) {
                version =
                    client.json("/api/predict", Json.text(row(asked))).path("version").intValue();
                asked++;
                asking.countDown();
              }
              newest.accumulateAndGet(version, Math::max);
              return asked;
            }));
      }
      asking.await();
      String before =
          client.json("/v2/models/animals").at("/parameters/weights_sha256").stringValue();
      AnimalRuns.animals(run, 6);
      for (Future<Integer> asked : clients) {
        assertThat(asked.get()).isPositive();
      }
      assertThat(newest.get()).isGreaterThan(1);
      JsonNode after = client.json("/v2/models/animals");
      assertThat(after.at("/parameters/weights_sha256").stringValue()).isNotEqualTo(before);
    }
  }

  @Test
  void severalRunsWithOneNameAreItsVersions() throws IOException {
    NamedRun first = new NamedRun("animals", AnimalRuns.animals(folder.resolve("a"), 2));
    NamedRun second = new NamedRun("animals", AnimalRuns.animals(folder.resolve("b"), 9));
    try (PredictionServer server = server(Batching.USUAL, first, second)) {
      Client client = Client.of(server);
      String row = Json.text(row(1));

      assertThat(client.json("/v2/models/animals").path("versions").toString())
          .isEqualTo("[\"1\",\"2\"]");
      assertThat(client.json("/api/predict", row).path("version").intValue()).isEqualTo(2);
      JsonNode old = client.json("/api/predict?version=1", row);
      assertThat(old.path("version").intValue()).isEqualTo(1);
      assertThat(old.path("answers"))
          .isNotEqualTo(client.json("/api/predict", row).path("answers"));
      assertThat(client.refusal(404, "/api/predict?version=3", row))
          .isEqualTo("version: model animals has no version with this number; it has: [1, 2]");
    }
  }

  /// With a queue of one request and slow gathering, most of many clients are told to try again.
  @Test
  void aFullQueueAnswersWithRetryAfter() throws Exception {
    Path run = AnimalRuns.animals(folder.resolve("animals"), 2);
    Batching narrow = new Batching(1, 1, Duration.ofSeconds(30), Duration.ZERO);
    try (PredictionServer server = server(narrow, NamedRun.of(run));
        var threads = Executors.newFixedThreadPool(CLIENTS)) {
      Client client = Client.of(server);
      String rows = Json.text(Collections.nCopies(1000, row(1)));
      List<Callable<HttpResponse<String>>> all = new ArrayList<>();
      for (int i = 0; i < 2 * CLIENTS; i++) {
        all.add(() -> client.post("/api/predict", "application/json", rows));
      }
      int refused = 0;
      // A fast machine may answer all of one round before the queue is full.
      for (int round = 0; round < 50 && refused == 0; round++) {
        for (Future<HttpResponse<String>> done : threads.invokeAll(all)) {
          HttpResponse<String> answer = done.get();
          if (answer.statusCode() == 200) {
            continue;
          }
          refused++;
          assertThat(answer.statusCode()).isEqualTo(503);
          assertThat(answer.headers().firstValue("retry-after")).contains("1");
          assertThat(answer.body())
              .isEqualTo(
                  "{\"error\":\"server: the queue of this model is full (1 waiting); try again\"}");
        }
      }
      assertThat(refused).isPositive();
    }
  }
}
