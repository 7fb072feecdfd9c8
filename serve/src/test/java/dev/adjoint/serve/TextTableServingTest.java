package dev.adjoint.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.CsvTexts;
import dev.adjoint.serve.model.NamedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A model of texts beside columns answers rows, tensors and CSV, and its page has a field for each
/// column.
final class TextTableServingTest {

  @TempDir private static Path folder;
  private static PredictionServer server;
  private static Client client;
  private static float score;

  @BeforeAll
  static void start() throws IOException {
    StringBuilder csv = new StringBuilder("note,stars,city,answer\n");
    for (int i = 0; i < 80; i++) {
      csv.append(i % 2 == 0 ? "Warm sun!," : "Cold rain?,").append(i % 5 + i % 2).append(',');
      csv.append(i % 3 == 0 ? "Oslo," : "Lima,").append(i % 2 == 0 ? "yes\n" : "no\n");
    }
    Path run = folder.resolve("notes");
    TrainedModel model =
        Training.of(
                CsvTexts.of(Files.writeString(folder.resolve("notes.csv"), csv), "note", "answer"))
            .withEpochs(3)
            .withRate(0.01)
            .run(run)
            .model();
    Prediction.OfClass answer =
        (Prediction.OfClass)
            model.predict(Map.of("note", "warm sun today", "stars", "3", "city", "Lima"));
    assertThat(answer.label()).isEqualTo("yes");
    score = (float) answer.probability();
    server =
        PredictionServer.start(
            ServeOptions.USUAL.withPort(0), List.of(NamedRun.of(run)), ServeEvents.NONE);
    client = Client.of(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void rowsTensorsAndCsvGetTheAnswerOfTheLibrary() throws Exception {
    String row = "{\"note\":\"warm sun today\",\"stars\":3,\"city\":\"Lima\"}";
    JsonNode two = client.json("/api/predict/notes", "[%s,%s]".formatted(row, row));
    assertThat(two.at("/answers/0/label").stringValue()).isEqualTo("yes");
    assertThat(two.at("/answers/1/score").floatValue()).isEqualTo(score);
    JsonNode tensors =
        client.json(
            "/v2/models/notes/infer",
            """
            {"inputs":[
            {"name":"note","datatype":"BYTES","shape":[1],"data":["warm sun today"]},
            {"name":"stars","datatype":"FP64","shape":[1],"data":[3]},
            {"name":"city","datatype":"BYTES","shape":[1],"data":["Lima"]}]}\
            """);
    assertThat(tensors.at("/outputs/0/data/0").stringValue()).isEqualTo("yes");
    assertThat(
            client
                .post("/api/predict/notes", "text/csv", "note,stars,city\nwarm sun today,3,Lima\n")
                .body())
        .contains("\"score\":" + score);
  }

  @Test
  void thePageHasAFieldForEachColumn() throws Exception {
    assertThat(client.get("/models/notes").body())
        .contains("<textarea id=\"field0\" name=\"note\"", "name=\"stars\"", "<select id=")
        .contains("<option>Oslo</option>");
  }

  @Test
  void theExamplesAreTheTextsAsTheyWereWritten() throws Exception {
    assertThat(client.get("/models/notes?part=examples").body()).contains("note Warm sun!, stars");
    assertThat(client.get("/models/notes?example=0").body())
        .containsPattern("<textarea id=\"field0\" name=\"note\"[^>]*>\n(Warm sun!|Cold rain\\?)<");
  }

  @Test
  void whatIsMissingIsNamed() throws Exception {
    assertThat(client.refusal(400, "/api/predict/notes", "{\"note\":\"sun\",\"stars\":3}"))
        .isEqualTo(
            "read the given rows: the model was trained with a column that the table does not have:"
                + " city; there are: note, stars");
    assertThat(
            client.refusal(
                400, "/api/predict/notes", "{\"note\":\"\",\"stars\":3,\"city\":\"Lima\"}"))
        .isEqualTo(
            "read the given rows: row 1: there is no text in column note; write one or remove the"
                + " row");
  }
}
