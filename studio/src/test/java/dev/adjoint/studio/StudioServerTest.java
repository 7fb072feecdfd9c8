package dev.adjoint.studio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.serve.http.Access;
import dev.adjoint.serve.http.Json;
import dev.adjoint.serve.http.ServerEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The server over raw sockets: requests of the page are answered, forbidden requests are refused
/// and logged, and nothing outside the folders of runs is read.
final class StudioServerTest {

  private static final String TOKEN = "0123456789abcdef";

  @TempDir private Path folder;
  private final List<Access> log = new ArrayList<>();
  private StudioServer server;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("secret.txt"), "a secret beside the runs");
    Path runs = Files.createDirectory(folder.resolve("runs"));
    Path run = Files.createDirectory(runs.resolve("first run"));
    Files.writeString(run.resolve("model.json"), "{\"format\":\"none\"}");
    Files.writeString(
        run.resolve("metrics.json"),
        """
        {"ending":"completed","weights_sha256":"0123456789","history":[{"epoch":1,"train":{"loss":0.5},"validation":{"loss":0.6,"accuracy":0.7}}]}
        """);
    StudioOptions options =
        new StudioOptions(
            0, runs, List.of(), TOKEN, StudioOptions.LIMITS.withBodyTime(Duration.ofSeconds(1)));
    server =
        StudioServer.start(
            options,
            new ServerEvents() {
              @Override
              public void answered(Access access) {
                synchronized (log) {
                  log.add(access);
                }
              }

              @Override
              public void failed(String route, Throwable failure) {
                throw new AssertionError(route, failure);
              }
            });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String host() {
    return "127.0.0.1:" + server.port();
  }

  private String get(String path, String... headers) throws IOException {
    return RawSocket.ask(
        server.port(),
        "GET %s HTTP/1.1\nHost: %s\nAuthorization: Bearer %s\nConnection: close\n%s\n"
            .formatted(path, host(), TOKEN, lines(headers)));
  }

  private String post(String path, String body, String... headers) throws IOException {
    String bytes = new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return RawSocket.ask(
        server.port(),
        "POST %s HTTP/1.1\nHost: %s\nAuthorization: Bearer %s\nConnection: close\nContent-Length: %d\n%s\n"
                .formatted(path, host(), TOKEN, bytes.length(), lines(headers))
            + bytes);
  }

  private static String lines(String... headers) {
    return headers.length == 0 ? "" : String.join("\n", headers) + "\n";
  }

  private static Map<String, ?> body(String answer) {
    String text = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    return Json.object(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String session() throws IOException {
    String answer = post("/api/session", "{\"run\":0}", "Content-Type: application/json");
    return String.valueOf(body(answer).get("session"));
  }

  private String act(String session, String json) throws IOException {
    return post(
        "/api/act", json, "Content-Type: application/json", "X-Adjoint-Session: " + session);
  }

  private static void assertRefused(String answer, int status, String message) {
    assertThat(answer).startsWith("HTTP/1.1 %d ".formatted(status));
    assertThat(body(answer).get("error")).isEqualTo(message);
    assertThat(answer)
        .contains("Content-security-policy: default-src 'none'")
        .doesNotContainIgnoringCase("access-control");
  }

  @Test
  void onlyThePageItselfTrainsAModelToDrawFor() throws IOException {
    assertThat(post("/api/draw/train", "{}", "Content-Type: application/json"))
        .startsWith("HTTP/1.1 403 ")
        .contains("header x-adjoint-session: it is missing; only the page itself can act");
    assertThat(get("/api/draw")).contains("\"models\":[]", "adjoint train --set digits --epochs 6");
    assertThat(
            post(
                "/api/draw/answer",
                "{\"run\":\"../etc\",\"strokes\":[]}",
                "Content-Type: application/json"))
        .startsWith("HTTP/1.1 404 ");
  }

  @Test
  void aTabThatGoesBackHasTheSameBits() throws IOException {
    String session = session();
    Map<String, ?> ten = body(act(session, "{\"do\":\"next\",\"count\":10}"));
    assertThat(ten.get("step")).isEqualTo(10);
    Map<String, ?> twenty = body(act(session, "{\"do\":\"next\",\"count\":10}"));
    assertThat(body(act(session, "{\"do\":\"back\",\"count\":10}")).get("hash"))
        .isEqualTo(ten.get("hash"));
    assertThat(body(act(session, "{\"do\":\"next\",\"count\":10}")).get("hash"))
        .isEqualTo(twenty.get("hash"));
  }

  @Test
  void theStreamHasTheSceneAndTheNewestFrame() throws IOException {
    String session = session();
    act(session, "{\"do\":\"next\",\"count\":3}");
    try (RawSocket socket = new RawSocket(server.port())) {
      socket.send(
          "GET /api/events?session=%s HTTP/1.1\r\nHost: %s\r\nCookie: adjoint-%d=%s\r\n\r\n"
              .formatted(session, host(), server.port(), TOKEN));
      String start = socket.until("\"keyFrames\"");
      assertThat(start)
          .contains("text/event-stream", "event: scene", "event: frame", "\"step\":3,\"hash\"");
    }
    act(session, "{\"do\":\"next\"}");
  }

  @Test
  void aNumberIsExplainedWithItsSeals() throws IOException {
    String session = session();
    String answer = get("/api/why?session=" + session + "&at=0.weight.grad%5B1,0%5D");
    assertThat(answer).startsWith("HTTP/1.1 200 ");
    assertThat(body(answer).get("holds")).isEqualTo(true);
    assertThat(get("/api/film?session=" + session)).startsWith("HTTP/1.1 200 ");
    assertThat(get("/api/whatif?session=" + session + "&at=0.weight%5B1,0%5D&value=0.5"))
        .startsWith("HTTP/1.1 200 ")
        .contains("\"promise\"");
    assertRefused(
        get("/api/why?session=" + session + "&at=nothing"),
        400,
        String.valueOf(body(get("/api/why?session=" + session + "&at=nothing")).get("error")));
  }

  @Test
  void aRunIsFoundOnlyByItsName() throws IOException {
    assertThat(get("/api/runs")).contains("\"first run\"").contains("\"count\":1");
    assertThat(get("/api/runs/first%20run")).contains("\"validation accuracy\":0.7");
    for (String name :
        List.of("..", "%2e%2e", "..%2fsecret.txt", "first%20run%2f..%2f..", "%00", "/etc/passwd")) {
      String answer = get("/api/runs/" + name);
      assertThat(answer).as(name).matches("(?s)HTTP/1\\.1 40[04] .*");
      assertThat(answer).doesNotContain("a secret", "root:");
    }
    String damaged = get("/api/film?run=first%20run&step=1");
    assertThat(damaged).startsWith("HTTP/1.1 422 ");
  }

  @Test
  void withoutTheTokenNothingIsShown() throws IOException {
    for (String path :
        List.of("/", "/app.js", "/api/hello", "/api/runs", "/api/events?session=x")) {
      assertThat(
              RawSocket.ask(
                  server.port(),
                  "GET %s HTTP/1.1\nHost: %s\nConnection: close\n\n".formatted(path, host())))
          .as(path)
          .startsWith("HTTP/1.1 401 ");
    }
    String entrance =
        RawSocket.ask(
            server.port(),
            "GET /?token=%s HTTP/1.1\nHost: %s\nConnection: close\n\n".formatted(TOKEN, host()));
    assertThat(entrance)
        .startsWith("HTTP/1.1 303 ")
        .contains("HttpOnly; SameSite=Strict", "Location: /\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:PORT",
        "localhost:1",
        "127.0.0.1.evil.example:PORT",
        "0.0.0.0:PORT"
      })
  void anUnknownHostIsRefusedAndLogged(String name) throws IOException {
    String sent = name.replace("PORT", Integer.toString(server.port()));
    String answer =
        RawSocket.ask(
            server.port(),
            "GET /api/runs HTTP/1.1\nHost: %s\nOrigin: http://%s\nAuthorization: Bearer %s\nConnection: close\n\n"
                .formatted(sent, sent, TOKEN));
    assertThat(answer).startsWith("HTTP/1.1 403 ").doesNotContain("first run");
    assertNoted(403);
  }

  /// The line of the log is written after the answer was sent.
  private void assertNoted(int status) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (System.nanoTime() < end) {
      synchronized (log) {
        if (log.stream().anyMatch(access -> access.status() == status)) {
          return;
        }
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no line with status " + status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "http://localhost:1", "file://"})
  void aPageOfAnotherSiteCannotAct(String origin) throws IOException {
    String session = session();
    assertThat(
            post(
                "/api/act",
                "{\"do\":\"next\"}",
                "Content-Type: application/json",
                "X-Adjoint-Session: " + session,
                "Origin: " + origin))
        .startsWith("HTTP/1.1 403 ");
    assertThat(body(act(session, "{\"do\":\"run\",\"on\":0}")).get("step")).isEqualTo(0);
  }

  @Test
  void anActionNeedsTheSecretOfItsTab() throws IOException {
    String session = session();
    assertRefused(
        post("/api/act", "{\"do\":\"next\"}", "Content-Type: application/json"),
        403,
        "header x-adjoint-session: it is missing; only the page itself can act");
    assertRefused(
        act("0".repeat(32), "{\"do\":\"next\"}"),
        410,
        "session: it does not exist any more; open the page again");
    assertRefused(
        post(
            "/api/act",
            "{\"do\":\"next\"}",
            "Content-Type: text/plain",
            "X-Adjoint-Session: " + session),
        415,
        "header content-type: it must be application/json; send JSON with this header");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"do":"fly"} | 400 | field do: there is no action 'fly'; there are run, speed, next, back, seek, begin, branch, edit, select, drop, draw, columns
          {"do":"seek","step":-1} | 400 | field step: it is -1 but must be a whole number from 0 to 1,000,000
          {"do":"seek","step":"x"} | 400 | field step: it is x but must be a whole number from 0 to 1,000,000
          {"do":"next","more":1} | 400 | field more: there is no such field; leave it out
          {"do":"begin","setup":{"hidden":[1000]}} | 400 | field hidden: 1000 is wrong: a layer has a whole number of units from 1 to 512
          {"do":"begin","setup":{"rate":1e400}} | 400 | field rate: it is Infinity but must be a number from 1.0E-9 to 1000000
          {"do":"begin","setup":{"data":"blobs"}} | 400 | field loss: binary needs two classes but there are 3; choose cross_entropy
          {"do":"edit","at":"0.weight[9,9]","value":1} | 400 | explain: 0.weight has shape [4, 2] but the index is [9, 9]; give one number for each axis, from 0 up to its size minus 1
          {"do":"edit","at":"input[0,0]","value":1} | 400 | edit: input[0,0] is not a parameter; the parameters are 0.weight, 0.bias, 2.weight, 2.bias, 4.weight, 4.bias
          {"do":"select","branch":"x"} | 400 | field branch: there is no branch x; there are main
          {"do":"draw","points":[[0,0,1]],"setup":{}} | 400 | field points: there are 1 points of the classes [1]; draw at least one of class 0 and one of class 1
          {"do":"drop","branch":"main"} | 400 | field branch: the first branch cannot be removed; start again instead
          [] | 400 | body: it must be a JSON object; send { … }
          """)
  void malformedActionsAreRefusedByName(String json, int status, String message)
      throws IOException {
    String session = session();
    String answer = act(session, json);
    assertThat(answer).startsWith("HTTP/1.1 %d ".formatted(status));
    assertThat(
            new String(
                String.valueOf(body(answer).get("error")).getBytes(StandardCharsets.UTF_8),
                StandardCharsets.UTF_8))
        .isEqualTo(message);
    assertThat(body(act(session, "{\"do\":\"next\"}")).get("step")).isEqualTo(1);
  }

  @Test
  void bodiesThatAreTooLongOrTooSlowAreRefused() throws IOException {
    String session = session();
    assertThat(act(session, "{\"do\":\"" + "x".repeat(2 << 20) + "\"}"))
        .startsWith("HTTP/1.1 413 ");
    assertThat(
            RawSocket.ask(
                server.port(),
                "POST /api/table HTTP/1.1\nHost: %s\nAuthorization: Bearer %s\nX-Adjoint-Session: %s\nContent-Type: text/csv\nContent-Length: 5000000000\nConnection: close\n\n"
                    .formatted(host(), TOKEN, session)))
        .startsWith("HTTP/1.1 413 ");
    try (RawSocket slow = new RawSocket(server.port())) {
      slow.send(
          "POST /api/act HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nX-Adjoint-Session: %s\r\nContent-Length: 50\r\n\r\n{"
              .formatted(host(), TOKEN, session));
      assertThat(slow.answer()).startsWith("HTTP/1.1 408 ");
    }
    assertThat(act(session, "{\"do\":\"next\"}")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void theServerSurvivesManyConnections() throws IOException {
    List<RawSocket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 1000; i++) {
        RawSocket socket = new RawSocket(server.port());
        open.add(socket);
        socket.send("GET /api/hello HTTP/1.1\r\nHost: ");
      }
      String session = session();
      assertThat(act(session, "{\"do\":\"next\"}")).startsWith("HTTP/1.1 200 ");
    } finally {
      for (RawSocket socket : open) {
        socket.close();
      }
    }
  }

  /// Whatever is asked, the disk stays as it was.
  @Test
  void hostileRequestsAreRefusedAndLeaveTheDiskAsItWas() throws IOException {
    List<String> before = files();
    String session = session();
    List<String> hostile =
        List.of(
            "GET /../secret.txt HTTP/1.1",
            "GET /%2e%2e/secret.txt HTTP/1.1",
            "GET /..%5csecret.txt HTTP/1.1",
            "GET /api/runs/..%2f..%2fsecret.txt HTTP/1.1",
            "GET /api/runs/first%20run/..%2f..%2fsecret.txt HTTP/1.1",
            "GET /api/runs/first%20run/confusion/..%2fsecret.txt HTTP/1.1",
            "GET /api/words/..%2f..%2fapp.js HTTP/1.1",
            "GET /api/film?run=..%2fsecret.txt&step=1 HTTP/1.1",
            "GET file:///etc/passwd HTTP/1.1",
            "PUT /app.js HTTP/1.1",
            "DELETE /api/runs/first%20run HTTP/1.1",
            "TRACE / HTTP/1.1",
            "GET /" + "a".repeat(20_000) + " HTTP/1.1",
            "\u0000\u0001\u0002");
    for (String line : hostile) {
      String answer =
          RawSocket.ask(
              server.port(),
              "%s\nHost: %s\nAuthorization: Bearer %s\nX-Adjoint-Session: %s\nConnection: close\n\n"
                  .formatted(line, host(), TOKEN, session));
      assertThat(answer)
          .as(line)
          .doesNotContain("a secret", "root:", "HTTP/1.1 200 ", "\tat dev.adjoint");
    }
    for (String body :
        List.of("{", "[".repeat(5000), "{\"do\":\"next\",\"do\":\"next\"}", "\u0000", "{\"do\":")) {
      assertThat(act(session, body)).as(body).matches("(?s)HTTP/1\\.1 4(00|13) .*");
    }
    assertThat(files()).isEqualTo(before);
    assertThat(act(session, "{\"do\":\"next\"}")).startsWith("HTTP/1.1 200 ");
  }

  /// All files and folders with the size of each file.
  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(file ->
              "%s %d"
                  .formatted(
                      folder.relativize(file),
                      Files.isDirectory(file) ? 0 : file.toFile().length()))
          .sorted()
          .toList();
    }
  }

  @Test
  void noMoreTabsThanAllowedAreKept() throws IOException {
    String first = session();
    for (int i = 0; i < 12; i++) {
      session();
    }
    assertThat(act(first, "{\"do\":\"next\"}")).startsWith("HTTP/1.1 410 ");
  }

  @Test
  void aClientThatDoesNotReadItsStreamDelaysNoOther() throws IOException {
    String session = session();
    try (RawSocket deaf = new RawSocket(server.port())) {
      deaf.send(
          "GET /api/events?session=%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n"
              .formatted(session, host(), TOKEN));
      for (int i = 1; i <= 20; i++) {
        assertThat(body(act(session, "{\"do\":\"next\"}")).get("step")).isEqualTo(i);
      }
    }
  }
}
