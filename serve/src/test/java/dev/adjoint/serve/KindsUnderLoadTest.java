package dev.adjoint.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.serve.model.Batching;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fifty clients ask models of every kind of data at the same time: every request is answered, with
/// the bits of the same request alone.
final class KindsUnderLoadTest {

  private static final int CLIENTS = 50;
  private static final int REQUESTS = 12;
  private static final int BODIES = 20;

  @TempDir private static Path folder;

  @Test
  void everyAnswerHasTheBitsOfTheRequestAlone() throws Exception {
    KindRuns kinds = KindRuns.of(folder);
    Map<String, List<String>> alone = new LinkedHashMap<>();
    try (PredictionServer server = server(kinds, Batching.USUAL)) {
      Client client = Client.of(server);
      kinds
          .bodies()
          .forEach((name, body) -> {
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < BODIES; i++) {
              answers.add(client.json("/api/predict/" + name, body.apply(i)).path("answers") + "");
            }
            alone.put(name, answers);
          });
    }
    Batching gathering = new Batching(64, 1024, Duration.ofSeconds(60), Duration.ofMillis(5));
    try (PredictionServer server = server(kinds, gathering);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Client client = Client.of(server);
      List<Callable<Integer>> clients = new ArrayList<>();
      for (int c = 0; c < CLIENTS; c++) {
        SplittableRandom random = new SplittableRandom(c);
        clients.add(() -> {
          int asked = 0;
          for (int r = 0; r < REQUESTS; r++) {
            for (Map.Entry<String, List<String>> kind : alone.entrySet()) {
              String name = kind.getKey();
              int i = random.nextInt(BODIES);
              String body = kinds.body(name, i);
              assertThat(answers(client, name, body))
                  .as("%s, body %d", name, i)
                  .isEqualTo(kind.getValue().get(i));
              asked++;
            }
          }
          return asked;
        });
      }
      int asked = 0;
      for (Future<Integer> each : threads.invokeAll(clients)) {
        asked += each.get();
      }
      assertThat(asked).isEqualTo(CLIENTS * REQUESTS * alone.size());
    }
  }

  private static String answers(Client client, String name, String body) {
    return client.json("/api/predict/" + name, body).path("answers").toString();
  }

  private static PredictionServer server(KindRuns kinds, Batching batching) throws IOException {
    return PredictionServer.start(
        ServeOptions.USUAL.withPort(0).withBatching(batching), kinds.runs(), ServeEvents.NONE);
  }
}
