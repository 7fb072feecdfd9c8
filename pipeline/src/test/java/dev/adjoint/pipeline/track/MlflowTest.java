package dev.adjoint.pipeline.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.train.EpochRecord;
import dev.adjoint.train.Figures;
import dev.adjoint.train.Progress;
import dev.adjoint.train.TrainEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowTest {

  @TempDir private Path folder;

  private static void epoch(MlflowListener listener, int number, int steps) {
    for (int i = 0; i < steps; i++) {
      Progress progress = new Progress(number, i + 1, (long) number * steps + i + 1);
      listener.accept(new TrainEvent.BatchDone(progress, 1, 0.5 + i, new Figures(0, Map.of())));
    }
    Figures figures = new Figures(0.25, Map.of("accuracy", 0.75));
    listener.accept(
        new TrainEvent.EpochDone(new EpochRecord(number + 1, figures, Optional.of(figures)), true));
  }

  @Test
  void everyRequestFitsTheSchema() throws IOException {
    try (MlflowStub stub = new MlflowStub();
        MlflowServer server = new MlflowServer(stub.address())) {
      Map<String, String> parameters = new LinkedHashMap<>();
      for (int i = 0; i < 150; i++) {
        parameters.put("参数 " + i, "x".repeat(7000));
      }
      server.begin("a & b", "run", parameters);
      MlflowListener listener = new MlflowListener(server);
      epoch(listener, 0, 2500);
      server.add(List.of(new MlflowStore.Point("loss", Double.NaN, 1, 1)));
      server.end(MlflowStore.Status.FINISHED);

      assertThat(stub.faults).isEmpty();
      assertThat(stub.methods)
          .containsExactly(
              "experiments/get-by-name",
              "experiments/create",
              "runs/create",
              "runs/log-batch",
              "runs/log-batch",
              "runs/log-batch",
              "runs/log-batch",
              "runs/log-batch",
              "runs/log-batch",
              "runs/update");
      assertThat(stub.parameters).hasSize(150);
      assertThat(stub.curve("train/loss")).hasSize(2500).startsWith(0.5, 1.5);
      assertThat(stub.curve("validation/accuracy")).containsExactly(0.75);
      assertThat(stub.status).isEqualTo("FINISHED");
      assertThat(listener.failure()).isEmpty();
      assertThat(server.location()).endsWith("/#/experiments/7/runs/abc");
    }
  }

  @Test
  void pointsThatWereRefusedAreSentAfterTheNextEpoch() throws IOException {
    try (MlflowStub stub = new MlflowStub();
        MlflowServer server = new MlflowServer(stub.address())) {
      server.begin("e", "run", Map.of());
      MlflowListener listener = new MlflowListener(server);
      stub.refusals = 1;

      epoch(listener, 0, 1);
      assertThat(listener.failure().orElseThrow())
          .isEqualTo(
              "mlflow: %s answers runs/log-batch with 503: {\"error_code\": \"TEMPORARILY_UNAVAILABLE\"}; 5 figures were not sent"
                  .formatted(stub.address()));
      epoch(listener, 1, 1);

      assertThat(listener.failure()).isEmpty();
      assertThat(stub.curve("validation/loss")).hasSize(2);
    }
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    String address;
    try (MlflowStub stub = new MlflowStub()) {
      address = stub.address().toString();
    }
    try (MlflowStore store = MlflowStore.at(address + "/")) {
      assertThatThrownBy(() -> store.begin("e", "run", Map.of()))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "mlflow: the server %s cannot be reached (ConnectException); check the address and that mlflow server runs"
                  .formatted(address));
    }
  }

  @Test
  void aFolderHasTheFormOfTheFileStore() throws IOException {
    Path root = folder.resolve("ml runs");
    for (String name : List.of("first", "第二")) {
      try (MlflowStore store = MlflowStore.at(root.toUri().toString())) {
        store.begin("spirals", name, Map.of("rate", "0.005"));
        epoch(new MlflowListener(store), 0, 2);
        store.end(MlflowStore.Status.FINISHED);
        Path run = Path.of(store.location());
        assertThat(Files.readString(run.resolve("params/rate"))).isEqualTo("0.005");
        assertThat(Files.readString(run.resolve("tags/mlflow.runName"))).isEqualTo(name);
        assertThat(Files.readAllLines(run.resolve("metrics/train/loss")))
            .hasSize(2)
            .allMatch(line -> line.matches("\\d{13} [01]\\.5 [12]"));
        assertThat(Files.readAllLines(run.resolve("meta.yaml")))
            .contains(
                "run_name: \"%s\"".formatted(name), "status: 3", "lifecycle_stage: \"active\"")
            .anyMatch(line -> line.matches("end_time: \\d{13}"));
      }
    }
    try (Stream<Path> experiments = Files.list(root)) {
      assertThat(experiments).hasSize(1);
    }
  }
}
