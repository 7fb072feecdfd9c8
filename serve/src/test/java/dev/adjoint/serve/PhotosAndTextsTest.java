package dev.adjoint.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.CsvTexts;
import dev.adjoint.pipeline.source.PhotoImages;
import dev.adjoint.serve.model.NamedRun;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Models of photographs and of texts answer requests with files, JSON, CSV and tensors.
final class PhotosAndTextsTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  @TempDir private static Path folder;
  private static PredictionServer server;
  private static Client client;
  private static TrainedModel photos;
  private static TrainedModel texts;

  /// Bright on the left, or bright at the top.
  private static byte[] photo(boolean isLeft, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage image = new BufferedImage(20, 16, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 20; x++) {
        int light = (isLeft ? x < 10 : y < 8) ? 200 : 30;
        image.setRGB(x, y, 0x010101 * (light + random.nextInt(50)));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  @BeforeAll
  static void start() throws IOException {
    Path album = folder.resolve("album");
    for (int i = 0; i < 12; i++) {
      for (String name : List.of("left", "up")) {
        Path file = album.resolve("%s/%d.png".formatted(name, i));
        Files.createDirectories(file.getParent());
        Files.write(file, photo(name.equals("left"), i));
      }
    }
    Path first = folder.resolve("photos");
    photos =
        Training.of(PhotoImages.of(album).withSize(12))
            .withNetworkOption("width", "4")
            .withNetworkOption("depth", "2")
            .withBatch(8)
            .withEpochs(2)
            .run(first)
            .model();
    StringBuilder csv = new StringBuilder("note,weather\n");
    for (int i = 0; i < 60; i++) {
      csv.append(
          i % 2 == 0 ? "warm sun %d,sunny\n".formatted(i) : "cold rain %d,rainy\n".formatted(i));
    }
    Path second = folder.resolve("texts");
    texts =
        Training.of(
                CsvTexts.of(Files.writeString(folder.resolve("notes.csv"), csv), "note", "weather"))
            .withModel("bag")
            .withEpochs(3)
            .withRate(0.01)
            .run(second)
            .model();
    server =
        PredictionServer.start(
            ServeOptions.USUAL.withPort(0),
            List.of(NamedRun.of(first), NamedRun.of(second)),
            ServeEvents.NONE);
    client = Client.of(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String send(String path, byte[] body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.address().resolve(path))
            .header("Content-Type", "image/png")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }

  @Test
  void aPhotographGetsTheAnswerOfTheLibrary() throws Exception {
    byte[] file = photo(true, 99);
    var expected =
        (Prediction.OfClass)
            photos
                .predictions(
                    photos.reader().of(file), photos.outputs(photos.reader().of(file).features()))
                .get(0);
    float score = (float) expected.probability();

    assertThat(send("/api/predict/photos", file))
        .contains("\"label\":\"%s\",\"score\":%s".formatted(expected.label(), score));
    String encoded = Base64.getEncoder().encodeToString(file);
    JsonNode two =
        client.json(
            "/api/predict/photos", "{\"images\":[\"%s\",\"%s\"]}".formatted(encoded, encoded));
    assertThat(two.at("/answers/0/score").floatValue()).isEqualTo(score);
    assertThat(two.at("/answers/1/score").floatValue()).isEqualTo(score);
    JsonNode tensors =
        client.json(
            "/v2/models/photos/infer",
            "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"%s\"]}]}"
                .formatted(encoded));
    assertThat(tensors.at("/outputs/0/data/0").stringValue()).isEqualTo(expected.label());
    assertThat(send("/models/photos?part=answer", file))
        .contains("id=\"best\">%s</p>".formatted(expected.label()), "data:image/png;base64,");
    assertThat(client.get("/models/photos").body()).contains("data-what=\"photo\"");
  }

  @Test
  void aBodyThatIsNotAnImageIsRefused() throws Exception {
    assertThat(send("/api/predict/photos", new byte[] {1, 2, 3}))
        .isEqualTo(
            "{\"error\":\"body: it is not an image that can be read; send PNG, JPEG, GIF or BMP\"}");
    assertThat(client.refusal(400, "/api/predict/photos", "{\"image\":\"%%\"}"))
        .isEqualTo("body: it is not an image that can be read; send PNG, JPEG, GIF or BMP");
    assertThat(
            client.refusal(
                400,
                "/v2/models/photos/infer",
                "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":[1,1,2],\"data\":[3,4]}]}"))
        .isEqualTo("input \"image\": datatype is UINT8 but must be BYTES, image files in Base64");
    assertThat(client.refusal(400, "/api/predict/photos", "{\"images\":[7]}"))
        .isEqualTo("image 1: it must be an image file in Base64");
    assertThat(client.refusal(400, "/api/predict/photos", "{}"))
        .isEqualTo(
            "body: it must have \"image\" with an image file in Base64, or \"images\" with several; or send the file itself as the body");
  }

  @Test
  void aTextIsAcceptedInEveryForm() {
    var expected = (Prediction.OfClass) texts.predict(Map.of("note", "cold rain today"));
    float score = (float) expected.probability();

    for (String body :
        List.of(
            "{\"text\":\"cold rain today\"}",
            "[\"cold rain today\"]",
            "{\"note\":\"cold rain today\"}",
            "{\"rows\":[{\"note\":\"cold rain today\"}]}")) {
      JsonNode answer = client.json("/api/predict/texts", body);
      assertThat(answer.at("/answers/0/label").stringValue()).as(body).isEqualTo(expected.label());
      assertThat(answer.at("/answers/0/score").floatValue()).as(body).isEqualTo(score);
    }
    assertThat(client.post("/api/predict/texts", "text/csv", "note\ncold rain today\n").body())
        .contains("\"score\":" + score);
    assertThat(client.post("/models/texts", FORM, "note=cold+rain+today").body())
        .contains(
            "id=\"best\">%s</p>".formatted(expected.label()),
            "<textarea id=\"field0\" name=\"note\"");
    assertThat(client.refusal(400, "/api/predict/texts", "{\"nota\":\"x\"}")).contains("note");
  }
}
