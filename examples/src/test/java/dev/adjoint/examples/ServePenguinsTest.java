package dev.adjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.serve.PredictionServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program of the guide serves a run.
final class ServePenguinsTest {

  @TempDir private Path folder;

  @Test
  void answersOverHttp() throws Exception {
    StringBuilder text = new StringBuilder("species,bill_length_mm,island\n");
    for (int i = 0; i < 30; i++) {
      text.append("Adelie,%s,Dream\nGentoo,%s,Biscoe\n".formatted(38 + i % 3, 47 + i % 3));
    }
    Path file = Files.writeString(folder.resolve("penguins.csv"), text);
    Path run = folder.resolve("run");
    Training.of(CsvTable.of(file, "species")).withEpochs(20).withHidden(4).run(run);

    try (PredictionServer server = ServePenguins.start(run);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(server.address().resolve("/api/predict/penguins"))
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"bill_length_mm\":47.5,\"island\":\"Biscoe\"}"))
              .build();

      assertThat(client.send(request, BodyHandlers.ofString()).body())
          .startsWith("{\"model\":\"penguins\",\"version\":1,\"answers\":[{\"label\":\"Gentoo\"");
    }
  }
}
