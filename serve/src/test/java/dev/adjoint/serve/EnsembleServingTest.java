package dev.adjoint.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.serve.model.NamedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// An ensemble is served like any model; its answers say how far its members agree.
final class EnsembleServingTest {

  @TempDir private Path folder;

  @Test
  void answersCarryTheAgreementOrTheSpread() throws IOException {
    StringBuilder text = new StringBuilder("x,kind,size\n");
    for (int i = 0; i < 60; i++) {
      text.append("%d,k%d,%d.5%n".formatted(i % 9, i % 2, i % 5));
    }
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    Path classes = folder.resolve("classes");
    Path numbers = folder.resolve("numbers");
    Training.of(CsvTable.of(file, "kind")).withEnsemble(3).withEpochs(2).run(classes);
    Training.of(CsvTable.of(file, "size")).withEnsemble(3).withEpochs(2).run(numbers);
    try (PredictionServer server =
        PredictionServer.start(
            ServeOptions.USUAL.withPort(0),
            List.of(NamedRun.of(classes), NamedRun.of(numbers)),
            ServeEvents.NONE)) {
      Client client = Client.of(server);
      String rows = "[{\"x\":3,\"size\":1.5},{\"x\":8,\"size\":4.5}]";
      JsonNode answers = client.json("/api/predict/classes", rows).path("answers");
      assertThat(answers.size()).isEqualTo(2);
      var second =
          (Prediction.OfClass) TrainedModel.load(classes).predict(Map.of("x", 8, "size", 4.5));
      assertThat(answers.at("/1/label").stringValue()).isEqualTo(second.label());
      assertThat(answers.at("/1/score").floatValue()).isEqualTo((float) second.probability());
      assertThat(answers.at("/1/agreement").floatValue())
          .isEqualTo((float) second.agreement().orElseThrow());
      var number =
          (Prediction.OfNumber) TrainedModel.load(numbers).predict(Map.of("x", 3, "kind", "k1"));
      JsonNode one =
          client.json("/api/predict/numbers", "[{\"x\":3,\"kind\":\"k1\"}]").at("/answers/0");
      assertThat(one.path("spread").floatValue()).isEqualTo((float) number.spread().orElseThrow());
    }
  }
}
