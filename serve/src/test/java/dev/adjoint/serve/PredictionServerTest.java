package dev.adjoint.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.serve.model.NamedRun;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// The routes of the server answer as the library does, to the last bit, and refuse invalid
/// requests with error messages of one form.
final class PredictionServerTest {

  private static final String CAT = "{\"weight\":4.1,\"legs\":4,\"home\":\"house\"}";

  @TempDir private static Path folder;
  private static PredictionServer server;
  private static Client client;
  private static TrainedModel model;

  @BeforeAll
  static void start() throws IOException {
    Path run = AnimalRuns.animals(folder.resolve("animals"), 20);
    model = TrainedModel.load(run);
    server =
        PredictionServer.start(
            ServeOptions.USUAL.withPort(0),
            List.of(
                NamedRun.of(run), new NamedRun("weights", AnimalRuns.weights(folder.resolve("w")))),
            ServeEvents.NONE);
    client = Client.of(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aRowGetsTheAnswerOfTheLibrary() {
    Prediction.OfClass expected =
        (Prediction.OfClass) model.predict(Map.of("weight", 4.1, "legs", 4, "home", "house"));

    JsonNode answer = client.json("/api/predict", CAT);

    assertThat(answer.path("model").stringValue()).isEqualTo("animals");
    assertThat(answer.path("version").intValue()).isEqualTo(1);
    JsonNode first = answer.path("answers").path(0);
    assertThat(first.path("label").stringValue()).isEqualTo(expected.label());
    assertThat(first.path("score").floatValue()).isEqualTo((float) expected.probability());
    assertThat(first.path("top").path(1).path("label").stringValue()).isEqualTo("hen");
  }

  @Test
  void rowsAListAndCsvAreTheSame() {
    String rows = "[%s,{\"weight\":2.2,\"legs\":2,\"home\":null}]".formatted(CAT);
    JsonNode expected = client.json("/api/predict/animals", rows).path("answers");

    assertThat(expected.size()).isEqualTo(2);
    assertThat(client.json("/api/predict/animals", "{\"rows\":%s}".formatted(rows)).path("answers"))
        .isEqualTo(expected);
    String csv = "home,legs,weight\nhouse,4,4.1\n,2,2.2\n";
    String asked = client.post("/api/predict/animals", "text/csv", csv).body();
    assertThat(asked).contains(expected.toString());
    assertThat(
            client
                .post("/api/predict/animals", "text/csv; charset=utf-8", csv, "Accept", "text/csv")
                .body())
        .startsWith("kind,probability,p(cat),p(hen)\ncat,")
        .hasLineCount(3);
  }

  @Test
  void aNumberIsAnsweredWithAllItsDigits() {
    String row = "{\"legs\":4,\"home\":\"house\",\"kind\":\"cat\"}";
    TrainedModel weights = TrainedModel.load(folder.resolve("w"));
    Prediction expected = weights.predict(Map.of("legs", 4, "home", "house", "kind", "cat"));

    assertThat(client.json("/api/predict/weights", row).at("/answers/0/value").decimalValue())
        .isEqualByComparingTo(expected.text());
    JsonNode tensors =
        client.json(
            "/v2/models/weights/infer",
            """
            {"inputs":[{"name":"legs","datatype":"INT32","shape":[1],"data":[4]},
             {"name":"home","datatype":"BYTES","shape":[1],"data":["house"]},
             {"name":"kind","datatype":"BYTES","shape":[1],"data":["cat"]}]}
            """);
    assertThat(tensors.at("/outputs/0/data/0").doubleValue())
        .isEqualTo(((Prediction.OfNumber) expected).value());
  }

  @Test
  void theProtocolDescribesServerAndModels() {
    assertThat(client.json("/v2").path("name").stringValue()).isEqualTo("adjoint");
    assertThat(client.get("/v2/health/live").body()).isEqualTo("{\"live\":true}");
    assertThat(client.get("/v2/health/ready").body()).isEqualTo("{\"live\":true,\"ready\":true}");
    assertThat(client.get("/v2/models/animals/ready").body())
        .isEqualTo("{\"name\":\"animals\",\"ready\":true}");
    JsonNode metadata = client.json("/v2/models/animals/versions/1");
    assertThat(metadata).isEqualTo(client.json("/v2/models/animals"));
    assertThat(metadata.path("inputs").findValuesAsString("name"))
        .containsExactly("weight", "legs", "home");
    assertThat(metadata.at("/inputs/2/parameters/categories").toString())
        .isEqualTo("[\"coop\",\"house\"]");
    assertThat(metadata.at("/outputs/1").toString())
        .isEqualTo(
            "{\"name\":\"probabilities\",\"datatype\":\"FP32\",\"shape\":[-1,2],\"parameters\":{\"labels\":[\"cat\",\"hen\"]}}");
    assertThat(client.get("/v2/models/dogs").body())
        .isEqualTo(
            "{\"error\":\"model: there is no model with this name; there are: animals, weights\"}");
    assertThat(client.get("/v2/models/animals/versions/9").statusCode()).isEqualTo(404);
  }

  @Test
  void tensorsAreAnsweredWithTensors() {
    JsonNode answer =
        client.json(
            "/v2/models/animals/infer",
            """
            {"id":"a7","inputs":[
             {"name":"home","datatype":"BYTES","shape":[2,1],"data":[["house"],[null]]},
             {"name":"weight","datatype":"FP32","shape":[2],"data":[4.1,2.2]},
             {"name":"legs","datatype":"INT64","shape":[2],"data":[4,2]}],
             "outputs":[{"name":"probabilities","parameters":{"classification":1}},{"name":"label"}]}
            """);

    assertThat(answer.path("model_name").stringValue()).isEqualTo("animals");
    assertThat(answer.path("model_version").stringValue()).isEqualTo("1");
    assertThat(answer.path("id").stringValue()).isEqualTo("a7");
    assertThat(answer.at("/outputs/0/shape").toString()).isEqualTo("[2,1]");
    assertThat(answer.at("/outputs/0/data/0").stringValue()).matches("0\\.[0-9E-]+:0:cat");
    assertThat(answer.at("/outputs/1").toString())
        .isEqualTo(
            "{\"name\":\"label\",\"datatype\":\"BYTES\",\"shape\":[2],\"data\":[\"cat\",\"hen\"]}");
    assertThat(answer.at("/parameters/weights_sha256").stringValue()).hasSize(64);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|body: it must have \"inputs\", a list of tensors",
        "[1]|body: it must be a JSON object; send { … }",
        "{\"inputs\":[3]}|inputs: each must be an object with name, shape, datatype and data",
        "{\"inputs\":[{\"name\":\"legs\",\"datatype\":\"FP9\",\"shape\":[1],\"data\":[1]}]}|input \"legs\": datatype must be BOOL, BYTES, FP16 to FP64, INT8 to INT64 or UINT8 to UINT64",
        "{\"inputs\":[{\"name\":\"legs\",\"datatype\":\"FP32\",\"shape\":[2],\"data\":[1]}]}|input \"legs\": shape [2] has 2 elements but data has 1; send as many elements as the shape has",
        "{\"inputs\":[{\"name\":\"legs\",\"datatype\":\"FP32\",\"shape\":[-1],\"data\":[1]}]}|input \"legs\": shape must be a list of one to 8 whole numbers, such as [1, 28, 28]",
        "{\"inputs\":[{\"name\":\"legs\",\"datatype\":\"FP32\",\"shape\":[65536,65536,65536,65536],\"data\":[1]}]}|input \"legs\": shape must be a list of one to 8 whole numbers, such as [1, 28, 28]",
        "{\"inputs\":[{\"name\":\"legs\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[\"x\"]}]}|input \"legs\": 'x' is not a value of type FP32; send elements of the datatype",
        "{\"inputs\":[{\"name\":\"legs\",\"datatype\":\"INT8\",\"shape\":[1],\"data\":[1.5]}]}|input \"legs\": '1.5' is not a value of type INT8; send elements of the datatype",
        "{\"inputs\":[{\"name\":\"legs\",\"datatype\":\"FP64\",\"shape\":[1],\"data\":[1e999]}]}|input \"legs\": 'Infinity' is not a value of type FP64; send elements of the datatype",
        "{\"inputs\":[{\"name\":\"leg\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[1]}]}|input \"leg\": the model has no such input; did you mean legs?",
        "{\"inputs\":[{\"name\":\"legs\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[1]}]}|inputs: there is no \"weight\"; send one input for each of the 3 columns of the model's metadata",
      })
  void tensorsThatDoNotFitAreRefused(String body, String message) {
    assertThat(client.refusal(400, "/v2/models/animals/infer", body)).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400|[]|body: there are 0 samples but a request has 1 to 4,096; send one",
        "400|null|body: there are 0 samples but a request has 1 to 4,096; send one",
        "400|[3]|row 1: it must be an object from column to value, such as {\"weight\":3.2,\"legs\":3,\"home\":\"coop\"}",
        "400|{\"weight\":[1],\"legs\":2,\"home\":\"house\"}|row 1: column weight holds a list or an object but must be a number, a text, true, false or null",
        "400|{\"weight\":4,\"legs\":2}|read the given rows: the model was trained with a column that the table does not have: home; there are: weight, legs",
        "400|{\"weight\":\"heavy\",\"legs\":2,\"home\":\"house\"}|read the given rows: row 1, column weight: 'heavy' is not a number but the model was trained on numbers there; correct the cell, or leave it empty if the value is missing",
        "400|{\"weight\":1e300,\"legs\":2,\"home\":\"house\"}|read the given rows: row 1, column weight: '1.0E300' is too far from the training rows",
      })
  void rowsThatDoNotFitAreRefused(int status, String body, String message) {
    assertThat(client.refusal(status, "/api/predict/animals", body)).startsWith(message);
  }

  @Test
  void tooManyRowsAndColumnsAreRefused() {
    String rows = "[" + (CAT + ",").repeat(5000) + CAT + "]";
    assertThat(client.refusal(413, "/api/predict/animals", rows))
        .isEqualTo(
            "body: there are 5,001 samples but a request has 1 to 4,096; send several requests");
    StringBuilder wide = new StringBuilder("{\"c\":1");
    for (int i = 0; i < 1_000_000; i++) {
      wide.append(",\"").append(i).append("\":1");
    }
    assertThat(client.refusal(413, "/api/predict/animals", wide.append('}').toString()))
        .startsWith("body: JSON may have at most 32 levels, 1,048,576 values");
    assertThat(
            client
                .post("/api/predict/animals", "text/csv", "c,".repeat(1_000_000) + "c\n1\n")
                .body())
        .isEqualTo(
            "{\"error\":\"body: the header names more than 10,000 columns; send only those of the model\"}");
  }

  @Test
  void otherContentTypesAreRefused() {
    assertThat(client.post("/api/predict/animals", "application/xml", "<a/>").body())
        .isEqualTo(
            "{\"error\":\"header content-type: it is 'application/xml' but must be application/json, text/csv or an image type; set the header\"}");
    assertThat(client.post("/api/predict/animals", "image/png", "x").statusCode()).isEqualTo(415);
    assertThat(client.post("/v2/models/animals/infer", "text/plain", "{}").statusCode())
        .isEqualTo(415);
    assertThat(client.refusal(400, "/api/predict/animals?top_k=0", CAT))
        .isEqualTo("query: top_k must be a whole number, at least 1");
  }

  @Test
  void theOpenApiDocumentHasEveryRouteAndNoDanglingReference() {
    JsonNode document = client.json("/openapi.json");

    assertThat(document.path("openapi").stringValue()).isEqualTo("3.1.0");
    assertThat(document.path("paths").propertyNames())
        .contains("/api/predict", "/v2/models/{model}/infer", "/metrics", "/openapi.json");
    List<String> operations = new ArrayList<>();
    document
        .path("paths")
        .forEach(path ->
            path.forEach(operation -> {
              operations.add(operation.path("operationId").stringValue());
              assertThat(operation.path("responses").has("200")).isTrue();
            }));
    assertThat(operations).doesNotHaveDuplicates();
    List<String> references = document.findValuesAsString("$ref");
    assertThat(references).hasSizeGreaterThan(20);
    assertThat(references)
        .allSatisfy(reference ->
            assertThat(document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    assertThat(document.at("/components/schemas/Samples_animals/anyOf/0/examples/0").toString())
        .isEqualTo("{\"weight\":3.2,\"legs\":3,\"home\":\"coop\"}");
  }

  @Test
  void metricsCountRequestsAndPredictions() {
    client.json("/api/predict/animals", CAT);
    client.get("/nowhere");

    assertThat(client.get("/metrics").headers().firstValue("content-type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(client.get("/metrics").body())
        .containsPattern(
            "adjoint_requests_total\\{method=\"GET\",route=\"-\",status=\"404\"\\} [0-9]+\n")
        .containsPattern("adjoint_predictions_total\\{model=\"animals\"\\} [0-9]+\n")
        .containsPattern("adjoint_batch_samples_bucket\\{le=\"\\+Inf\"\\} [0-9]+\n")
        .contains("# TYPE adjoint_request_seconds histogram\n");
  }

  @Test
  void aPortInUseIsReported() {
    ServeOptions same = ServeOptions.USUAL.withPort(server.address().getPort());
    assertThatThrownBy(() ->
            PredictionServer.start(
                same, List.of(NamedRun.of(folder.resolve("animals"))), ServeEvents.NONE))
        .isInstanceOf(BindException.class)
        .hasMessageMatching(
            "port [0-9]+ of (localhost|127\\.0\\.0\\.1) is in use by another program; choose another one with --port, or 0 for any that is free");
  }

  @Test
  void unsafeOptionsAreRefused() throws IOException {
    InetAddress all = InetAddress.getByName("0.0.0.0");
    ServeOptions usual = ServeOptions.USUAL;
    assertThatThrownBy(() ->
            new ServeOptions(
                all, 0, List.of(), Optional.empty(), false, usual.limits(), usual.batching(), true))
        .hasMessage(
            "address 0.0.0.0 can be reached by others, so it needs a token; set one, or allow access without a token");
    assertThatThrownBy(() -> usual.withAddress(all, "short"))
        .hasMessage(
            "token: it must have 16 to 200 ASCII letters, digits and signs, without blanks and without \" ; , \\");
    assertThatThrownBy(() -> usual.withPort(70_000))
        .hasMessage("port is 70000 but must be from 0 to 65535; 0 finds a free one");
    assertThatThrownBy(() -> new NamedRun("a/b", folder))
        .hasMessage(
            "model name 'a/b': it must not be empty and must not contain / \\ ? # % { } \" < >; choose another one with NAME=RUN");
  }
}
