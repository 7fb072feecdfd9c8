package dev.adjoint.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.IdxImages;
import dev.adjoint.serve.http.Json;
import dev.adjoint.serve.model.NamedRun;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Models of images answer requests with arrays and with image files.
final class ArrayServingTest {

  private static final int SIDE = 6;

  @TempDir private static Path folder;
  private static PredictionServer server;
  private static Client client;
  private static TrainedModel model;

  /// Bright bars: horizontal for label 0, vertical for label 1.
  private static int[] bar(int label, int row) {
    int[] pixels = new int[SIDE * SIDE];
    for (int i = 0; i < SIDE; i++) {
      pixels[label == 0 ? row * SIDE + i : i * SIDE + row] = 250;
    }
    return pixels;
  }

  @BeforeAll
  static void start() throws IOException {
    int count = 48;
    ByteBuffer images = ByteBuffer.allocate(16 + count * SIDE * SIDE);
    images.putInt(0x803).putInt(count).putInt(SIDE).putInt(SIDE);
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      for (int pixel : bar(i % 2, i / 2 % SIDE)) {
        images.put((byte) pixel);
      }
      labels.put((byte) (i % 2));
    }
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.write(data.resolve("train-images-idx3-ubyte"), images.array());
    Files.write(data.resolve("train-labels-idx1-ubyte"), labels.array());
    Path run = folder.resolve("bars");
    Training.of(new IdxImages(data)).withEpochs(60).withHidden(16).run(run);
    model = TrainedModel.load(run);
    server =
        PredictionServer.start(
            ServeOptions.USUAL.withPort(0), List.of(NamedRun.of(run)), ServeEvents.NONE);
    client = Client.of(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<List<Integer>> rows(int[] pixels) {
    List<List<Integer>> rows = new ArrayList<>();
    for (int y = 0; y < SIDE; y++) {
      List<Integer> row = new ArrayList<>();
      for (int x = 0; x < SIDE; x++) {
        row.add(pixels[y * SIDE + x]);
      }
      rows.add(row);
    }
    return rows;
  }

  @Test
  void pixelsGetTheAnswerOfTheLibrary() {
    int[] pixels = bar(1, 3);
    double[] numbers = Arrays.stream(pixels).asDoubleStream().toArray();
    var expected =
        (Prediction.OfClass) model.predict(Tensor.of(numbers, Shape.of(1, SIDE, SIDE))).get(0);

    JsonNode simple = client.json("/api/predict?seen", Json.text(Map.of("image", rows(pixels))));
    JsonNode tensors =
        client.json(
            "/v2/models/bars/infer",
            Json.text(
                Map.of(
                    "inputs",
                    List.of(
                        Map.of(
                            "name",
                            "image",
                            "datatype",
                            "UINT8",
                            "shape",
                            List.of(1, SIDE, SIDE),
                            "data",
                            pixels)))));

    assertThat(expected.label()).isEqualTo("1");
    assertThat(simple.at("/answers/0/label").stringValue()).isEqualTo("1");
    assertThat(simple.at("/answers/0/score").floatValue())
        .isEqualTo((float) expected.probability());
    assertThat(simple.at("/seen/numbers").size()).isEqualTo(SIDE * SIDE);
    assertThat(tensors.at("/outputs/1/data/1").floatValue())
        .isEqualTo((float) expected.probability());
  }

  @Test
  void arraysThatDoNotFitAreRefused() {
    assertThat(client.refusal(400, "/api/predict", "{\"image\":[[1,2],[3]]}"))
        .isEqualTo("pixel 3: the lists of axis 1 must all have 2 entries, as the first has");
    assertThat(client.refusal(400, "/api/predict", "{\"image\":[[1,2],[3,\"x\"]]}"))
        .isEqualTo("pixel 4: it must be a finite number, as many in each row as in the first");
    assertThat(client.refusal(400, "/api/predict", "{\"image\":[[1,2],[3,4]]}"))
        .isEqualTo(
            "read tensor: the model was trained on images of [6, 6] but these are [2]; scale them first");
    assertThat(client.refusal(400, "/api/predict", "{\"pixels\":1}"))
        .isEqualTo(
            "body: it must have \"image\" with the rows of pixels of one image, or \"images\" with several; images are [6, 6]");
  }

  @Test
  void theApiAndThePageAnswerAnImageFile() throws Exception {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    int[] pixels = bar(0, 2);
    for (int i = 0; i < pixels.length; i++) {
      image.getRaster().setSample(i % SIDE, i / SIDE, 0, pixels[i]);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);

    assertThat(send("/api/predict", bytes.toByteArray())).contains("\"label\":\"0\"");
    assertThat(send("/models/bars?part=answer", bytes.toByteArray()))
        .contains("<p class=\"best\" id=\"best\">0</p>", "data:image/png;base64,");
    assertThat(client.get("/").body()).contains("<canvas id=\"pad\"", "data-kind=\"image\"");
  }

  private static String send(String path, byte[] body) throws Exception {
    URI address = server.address().resolve(path);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "image/png")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
