package dev.adjoint.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Bodies that a model cannot answer, sent to a model of every kind of data: each gets a clear
/// answer of the kind 4xx, and the model still answers the next request.
final class HostileBodiesTest {

  private static final String JSON = "application/json";
  private static final String CSV = "text/csv";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private static Path folder;
  private static KindRuns kinds;
  private static PredictionServer server;
  private static HttpClient http;

  @BeforeAll
  static void start() throws IOException {
    kinds = KindRuns.of(folder);
    server = PredictionServer.start(ServeOptions.USUAL.withPort(0), kinds.runs(), ServeEvents.NONE);
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    server.close();
  }

  /// A name, the type of the body and the body.
  static Stream<Arguments> bodies() {
    Map<String, String> json = new LinkedHashMap<>();
    json.put("nothing", "");
    json.put("null", "null");
    json.put("a truth value", "true");
    json.put("a number", "42");
    json.put("an empty list", "[]");
    json.put("an empty row", "{}");
    json.put("rows that are a number", "{\"rows\":3}");
    json.put("rows of lists of different lengths", "{\"rows\":[[1,2],[3]]}");
    json.put("rows of numbers", "{\"rows\":[1,2]}");
    json.put("no rows", "{\"rows\":[]}");
    json.put("an image that is a number", "{\"image\":7}");
    json.put("images of different sizes", "{\"images\":[[[1,2]],[[1]]]}");
    json.put("an image of 0 rows", "{\"image\":[]}");
    json.put("Base64 of no image", "{\"image\":\"AAAA\"}");
    json.put("lists as cells", row("[1,2]"));
    json.put("objects as cells", row("{\"a\":1}"));
    // As a text or the name of a user, any number is good.
    json.put(
        "numbers beyond F64",
        "{\"weight\":1e999,\"legs\":1e999,\"home\":1e999,\"stars\":1e999,\"value\":1e999}");
    json.put("names of numbers", row("NaN"));
    json.put("deep lists", "[".repeat(200_000));
    json.put("deep objects", "{\"a\":".repeat(200_000) + "1" + "}".repeat(200_000));
    json.put("a million columns", columns(1_000_000));
    json.put("a hundred thousand columns", columns(100_000));
    json.put("a hundred thousand rows", "[" + "{},".repeat(99_999) + "{}]");
    json.put("a text of ten million letters", "{\"x\":\"" + "x".repeat(10_000_000) + "\"}");
    json.put("half a body", "{\"rows\":[{\"weight\":1");
    json.put("two bodies", "{} {}");
    json.put("CSV in JSON with a million columns", "{\"csv\":\"" + "a,".repeat(1_000_000) + "\"}");
    Map<String, byte[]> csv = new LinkedHashMap<>();
    csv.put("no header", new byte[0]);
    csv.put("bytes", new byte[] {0, 1, 2, 3, (byte) 0xFF, (byte) 0xFE});
    csv.put("a million columns", ("a,".repeat(1_000_000) + "\n").getBytes(ISO_8859_1));
    csv.put("a quote without end", "a,b\n\"x,1\n".repeat(1000).getBytes(ISO_8859_1));
    csv.put("a header alone", "weight,legs,home\n".getBytes(ISO_8859_1));
    Map<String, byte[]> images = new LinkedHashMap<>();
    images.put("bytes", new byte[] {1, 2, 3});
    images.put("an image of 50,000 × 50,000 pixels", bomb(50_000, 50_000));
    images.put("an image of 2³¹ − 1 columns", bomb(Integer.MAX_VALUE, 1));
    images.put("an image without pixels", bomb(0, 0));
    return Stream.of(
            json.entrySet().stream()
                .map(e -> Arguments.of(e.getKey(), JSON, e.getValue().getBytes(ISO_8859_1))),
            csv.entrySet().stream().map(e -> Arguments.of(e.getKey(), CSV, e.getValue())),
            images.entrySet().stream()
                .map(e -> Arguments.of(e.getKey(), "image/png", e.getValue())))
        .flatMap(stream -> stream);
  }

  private static String row(String cell) {
    return Stream.of(
            "weight", "legs", "home", "note", "stars", "csv", "day", "value", "user", "movie",
            "image")
        .map(name -> "\"%s\":%s".formatted(name, cell))
        .collect(Collectors.joining(",", "{\"rows\":[{", "}]}"));
  }

  private static String columns(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"c%d\":1".formatted(i))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /// A PNG file of a few bytes whose header promises many pixels.
  private static byte[] bomb(int width, int height) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    chunk(
        out,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array());
    Deflater deflater = new Deflater();
    deflater.setInput(new byte[100_000]);
    deflater.finish();
    byte[] data = new byte[1000];
    chunk(out, "IDAT", Arrays.copyOf(data, deflater.deflate(data)));
    deflater.end();
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] bytes) {
    byte[] name = type.getBytes(ISO_8859_1);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(bytes);
    out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    out.writeBytes(name);
    out.writeBytes(bytes);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }

  @ParameterizedTest(name = "{0} as {1}")
  @MethodSource("bodies")
  void everyModelRefusesItAndAnswersTheNextRequest(String name, String type, byte[] body)
      throws Exception {
    for (String model : kinds.names()) {
      HttpResponse<String> answer = send("/api/predict/" + model, type, body);
      assertRefused(answer, model);
      String valid = kinds.body(model, 1);
      assertThat(send("/api/predict/" + model, JSON, valid.getBytes(ISO_8859_1)).statusCode())
          .as("%s after %s", model, name)
          .isEqualTo(200);
    }
  }

  static List<String> inferences() {
    return List.of(
        "{}",
        "{\"inputs\":[]}",
        "{\"inputs\":{}}",
        "{\"inputs\":[7]}",
        tensor("FP32", "[-1]", "[1]"),
        tensor("FP32", "[2147483647,2147483647]", "[1]"),
        tensor("FP32", "[1e30]", "[1]"),
        tensor("FP32", "[3]", "[1]"),
        tensor("FP32", "[1]", "[\"a\"]"),
        tensor("BYTES", "[1]", "[1]"),
        tensor("FP17", "[1]", "[1]"),
        tensor("INT64", "[1]", "[9223372036854775808]"),
        tensor("FP64", "[1]", "{\"a\":1}"),
        tensor("BOOL", "[1]", "[[[[[]]]]]"),
        "{\"inputs\":[" + "{\"name\":\"x\"},".repeat(99_999) + "{\"name\":\"x\"}]}");
  }

  private static String tensor(String type, String shape, String data) {
    return Stream.of(
            "weight", "legs", "home", "note", "stars", "day", "value", "user", "movie", "image")
        .map(name ->
            "{\"name\":\"%s\",\"datatype\":\"%s\",\"shape\":%s,\"data\":%s}"
                .formatted(name, type, shape, data))
        .collect(Collectors.joining(",", "{\"inputs\":[", "]}"));
  }

  @ParameterizedTest
  @MethodSource("inferences")
  void everyModelRefusesTensorsThatCannotBe(String body) throws Exception {
    for (String model : kinds.names()) {
      assertRefused(send("/v2/models/" + model + "/infer", JSON, body.getBytes(ISO_8859_1)), model);
    }
  }

  private static HttpResponse<String> send(String path, String type, byte[] body) throws Exception {
    URI address = server.address().resolve(path);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(LIMIT)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private static void assertRefused(HttpResponse<String> answer, String model) {
    assertThat(answer.statusCode()).as("%s: %s", model, answer.body()).isBetween(400, 499);
    assertThat(answer.body())
        .as(model)
        .startsWith("{\"error\":\"")
        .hasSizeBetween(25, 2000)
        .doesNotContain("Exception", "bug", "dev.adjoint", "java.");
  }
}
