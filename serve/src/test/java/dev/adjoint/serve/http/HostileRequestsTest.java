package dev.adjoint.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Malformed and hostile requests, over raw sockets: each gets a clear answer, and the next
/// well-formed request is served.
final class HostileRequestsTest {

  private static final Limits SMALL =
      Limits.USUAL.withBodyBytes(1000).withBodyTime(Duration.ofMillis(300)).withRequests(4);

  private final List<Access> log = new ArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch ending = new CountDownLatch(1);
  private WebServer server = start(Optional.empty());

  private WebServer start(Optional<String> token) {
    Routes routes =
        new Routes(
            List.of(
                Route.get("/", "Home.", _ -> Answer.html("home")),
                Route.get("/health", "Health.", _ -> Answer.json(Map.of("live", true))).open(),
                Route.get(
                    "/name/{name}",
                    "Name.",
                    request -> Answer.json(Map.of("name", request.name("name").orElseThrow()))),
                Route.get(
                    "/bug",
                    "Fails.",
                    _ -> {
                      throw new IllegalStateException("inner detail");
                    }),
                Route.get("/slow", "Waits.", _ -> slow()),
                Route.post("/echo", "Echo.", request -> Answer.text("text/plain", request.text())),
                Route.post(
                    "/json",
                    "JSON.",
                    request ->
                        Answer.json(Map.of("is", String.valueOf(Json.read(request.body())))))));
    try {
      return WebServer.start(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
          port -> Guard.of(Set.of("127.0.0.1", "localhost"), Set.of("models.example"), port, token),
          routes,
          SMALL,
          new ServerEvents() {
            @Override
            public void answered(Access access) {
              synchronized (log) {
                log.add(access);
                log.notifyAll();
              }
            }
          });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Answer slow() {
    begun.countDown();
    try {
      ending.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return Answer.text("text/plain", "slow");
  }

  @AfterEach
  void stop() {
    assertNextRequestIsServed();
    server.close();
  }

  private void assertNextRequestIsServed() {
    try {
      assertThat(ask("GET /health HTTP/1.1", "Host: " + host())).startsWith("HTTP/1.1 200 ");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String host() {
    return "localhost:" + server.port();
  }

  private String ask(String... lines) throws IOException {
    return RawSocket.ask(server.port(), String.join("\n", lines) + "\nConnection: close\n\n");
  }

  private String post(String path, String body, String... headers) throws IOException {
    return RawSocket.ask(
        server.port(),
        "POST %s HTTP/1.1\nHost: %s\nConnection: close\nContent-Length: %d\n%s\n"
                .formatted(
                    path,
                    host(),
                    body.length(),
                    headers.length == 0 ? "" : String.join("\n", headers) + "\n")
            + body);
  }

  private static void assertRefused(String answer, int status, String message) {
    assertThat(answer).startsWith("HTTP/1.1 %d ".formatted(status));
    assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4))
        .isEqualTo("{\"error\":\"%s\"}".formatted(message));
    assertThat(answer).contains("Content-security-policy: default-src 'none'");
    assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("access-control");
  }

  @Test
  void aRequestWithoutHostIsRefused() throws IOException {
    assertRefused(ask("GET / HTTP/1.1"), 400, "header host: it is missing; send it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:PORT",
        "localhost:1",
        "localhost",
        "127.0.0.1.evil.example:PORT",
        "",
        "localhost:PORT@evil.example",
        "[::1]:PORT",
        "0.0.0.0:PORT"
      })
  void anUnknownHostIsRefused(String host) throws IOException {
    String sent = host.replace("PORT", Integer.toString(server.port()));
    assertRefused(
        ask("GET / HTTP/1.1", "Host: " + sent),
        403,
        "header host: this server does not answer to this name; use the address that it printed, or declare the name with --host when it is started");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:PORT", "LOCALHOST:PORT", "127.0.0.1:PORT", "models.example"})
  void knownHostsAreAnswered(String host) throws IOException {
    String sent = host.replace("PORT", Integer.toString(server.port()));
    assertThat(ask("GET / HTTP/1.1", "Host: " + sent)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void twoHostsAreRefused() throws IOException {
    assertRefused(
        ask("GET / HTTP/1.1", "Host: " + host(), "Host: evil.example"),
        400,
        "header host: it occurs 2 times; send it once");
  }

  /// After DNS rebinding, host and origin are equal, and both name the other site.
  @Test
  void aReboundPageIsRefused() throws IOException {
    String evil = "evil.example:" + server.port();
    assertThat(ask("GET / HTTP/1.1", "Host: " + evil, "Origin: http://" + evil))
        .startsWith("HTTP/1.1 403 ");
  }

  @Test
  void anAbsoluteAddressOfAnotherHostIsRefused() throws IOException {
    assertThat(ask("GET http://evil.example/ HTTP/1.1", "Host: " + host()))
        .startsWith("HTTP/1.1 403 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "null",
        "https://localhost.evil.example",
        "file://",
        "http://localhost:1"
      })
  void pagesOfOtherSitesAreRefused(String origin) throws IOException {
    assertRefused(
        post("/echo", "x", "Origin: " + origin),
        403,
        "header origin: pages of other sites may not ask this server; open its own page");
  }

  @Test
  void ourOwnPageMayAsk() throws IOException {
    assertThat(post("/echo", "x", "Origin: http://" + host(), "Sec-Fetch-Site: same-origin"))
        .endsWith("\r\n\r\nx");
  }

  @Test
  void onlyALinkOfAnotherSiteIsFollowed() throws IOException {
    assertThat(
            ask(
                "GET / HTTP/1.1",
                "Host: " + host(),
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Mode: navigate",
                "Sec-Fetch-Dest: document"))
        .startsWith("HTTP/1.1 200 ");
    assertRefused(
        ask(
            "GET / HTTP/1.1",
            "Host: " + host(),
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Mode: no-cors",
            "Sec-Fetch-Dest: image"),
        403,
        "header sec-fetch-site: pages of other sites may not ask this server; open its own page");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../etc/passwd",
        "/name/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/name/a/b",
        "/web/..%2f..%2fpom.xml",
        "/./.",
        "/name",
        "/NAME/x",
        "/\\..\\x"
      })
  void noPathLeadsToAFile(String path) throws IOException {
    String answer = ask("GET %s HTTP/1.1".formatted(path), "Host: " + host());
    assertThat(answer).matches("(?s)HTTP/1\\.1 40[04] .*");
    assertThat(answer).doesNotContain("root:", "modelVersion");
  }

  @Test
  void anEncodedSlashStaysPartOfAName() throws IOException {
    assertThat(ask("GET /name/a%2Fb%20%E4%B8%AD HTTP/1.1", "Host: " + host()))
        .contains("{\"name\":\"a/b ");
    assertThat(ask("GET /name/%00 HTTP/1.1", "Host: " + host())).contains("\\u0000");
  }

  @Test
  void anotherMethodIsRefusedWithWhatIsAllowed() throws IOException {
    String answer = ask("DELETE / HTTP/1.1", "Host: " + host());
    assertRefused(answer, 405, "method: this address does not accept it; use GET, HEAD");
    assertThat(answer).contains("Allow: GET, HEAD");
    assertThat(ask("OPTIONS /echo HTTP/1.1", "Host: " + host(), "Origin: http://evil.example"))
        .startsWith("HTTP/1.1 403 ");
  }

  @Test
  void headHasNoBody() throws IOException {
    String answer = ask("HEAD / HTTP/1.1", "Host: " + host());
    assertThat(answer)
        .startsWith("HTTP/1.1 200 ")
        .contains("Content-length: 4")
        .endsWith("\r\n\r\n");
  }

  @Test
  void aBodyThatIsTooLongIsRefusedBeforeItIsRead() throws IOException {
    String message =
        "body: it has 5,000,000,000 bytes but at most 1,000 bytes are allowed; send several requests";
    assertRefused(
        ask("POST /echo HTTP/1.1", "Host: " + host(), "Content-Length: 5000000000"), 413, message);
  }

  @Test
  void aClientThatStillSendsItsLongBodyGetsTheAnswer() throws IOException {
    assertRefused(
        post("/echo", "x".repeat(3_000_000)),
        413,
        "body: it has 3,000,000 bytes but at most 1,000 bytes are allowed; send several requests");
  }

  @Test
  void aChunkedBodyThatIsTooLongIsRefused() throws IOException {
    String answer =
        RawSocket.ask(
            server.port(),
            "POST /echo HTTP/1.1\nHost: %s\nTransfer-Encoding: chunked\nConnection: close\n\n%s0\n\n"
                .formatted(host(), "100\n%s\n".formatted("x".repeat(256)).repeat(5)));
    assertRefused(
        answer,
        413,
        "body: it is too long but at most 1,000 bytes are allowed; send several requests");
  }

  @Test
  void damagedChunksAreRefused() throws IOException {
    assertRefused(
        RawSocket.ask(
            server.port(),
            "POST /echo HTTP/1.1\nHost: %s\nTransfer-Encoding: chunked\n\nZZ\nabc\n"
                .formatted(host())),
        400,
        "body: it ends too early or its chunks are damaged; send it again");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -1", "Content-Length: abc", "Content-Length: 3\nContent-Length: 4",
        "Content-Length: 3\nTransfer-Encoding: chunked", "Transfer-Encoding: gzip", "Bad Name: x"
      })
  void lengthsThatContradictEachOtherAreRefused(String headers) throws IOException {
    assertThat(ask("POST /echo HTTP/1.1", "Host: " + host(), headers))
        .matches("(?s)HTTP/1\\.1 (400|501) .*");
  }

  @Test
  void aSlowClientGetsAnAnswerAndIsDisconnected() throws IOException {
    try (RawSocket socket = new RawSocket(server.port())) {
      socket.send(
          "POST /echo HTTP/1.1\r\nHost: %s\r\nContent-Length: 100\r\n\r\nabc".formatted(host()));
      assertRefused(
          socket.answer(), 408, "body: it did not arrive within 300 ms; send it faster, or less");
    }
  }

  @Test
  void theServerSurvivesManySlowClients() throws IOException {
    List<RawSocket> slow = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      slow.add(
          new RawSocket(server.port())
              .send(
                  "POST /echo HTTP/1.1\r\nHost: %s\r\nContent-Length: 100\r\n\r\n"
                      .formatted(host())));
    }
    for (RawSocket socket : slow) {
      assertThat(socket.answer()).matches("(?s)HTTP/1\\.1 (408|503) .*");
      socket.close();
    }
  }

  @Test
  void tooManyHeadersAreRefused() throws IOException {
    String answer = ask("GET / HTTP/1.1", "Host: " + host(), "X: y\n".repeat(150).strip());
    assertThat(answer).startsWith("HTTP/1.1 431 ").contains("headers: there are 152 with");
    assertThat(ask("GET / HTTP/1.1", "Host: " + host(), "X: " + "y".repeat(20_000)))
        .startsWith("HTTP/1.1 431 ");
  }

  @Test
  void aHeaderWithoutEndIsCut() throws IOException {
    assertThat(ask("GET / HTTP/1.1", "X: " + "y".repeat(200_000))).doesNotContain("200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET", "GET /", "\0\0\0", "GET / HTTP/1.1 HTTP/1.1\nHost"})
  void bytesThatAreNotHttpGetNoSuccessAnswer(String text) throws IOException {
    try (RawSocket socket = new RawSocket(server.port())) {
      socket.send(text + "\r\n\r\n");
      socket.endOfSending();
      assertThat(socket.answer()).doesNotStartWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void deepJsonIsRefused() throws IOException {
    assertRefused(
        post("/json", "[".repeat(900)),
        413,
        "body: JSON may have at most 32 levels, 1,048,576 values, numbers of 100 digits and names of 1,000 letters; send less, or in several requests");
  }

  @Test
  void malformedJsonIsReportedWithLineAndColumn() throws IOException {
    assertThat(post("/json", "{\"a\": 1,\n ]")).contains("body: it is not JSON at line 2, column ");
    assertThat(post("/json", "{} {}")).contains("body: it is not JSON");
    assertThat(post("/json", "{\"a\": 1, \"a\": 2}")).contains("body: it is not JSON");
    assertThat(post("/json", "NaN")).contains("body: it is not JSON");
    assertRefused(post("/json", ""), 400, "body: it is empty; send JSON");
    assertRefused(
        post("/json", "1" + "0".repeat(200)),
        413,
        "body: JSON may have at most 32 levels, 1,048,576 values, numbers of 100 digits and names of 1,000 letters; send less, or in several requests");
  }

  @Test
  void bytesThatAreNotTextAreRefused() throws IOException {
    assertRefused(
        post("/echo", "\u00FF\u00FE"), 400, "body: it is not UTF-8 text; encode it in UTF-8");
  }

  @Test
  void aFailureInsideTheServerRevealsNoDetails() throws IOException {
    String answer = ask("GET /bug HTTP/1.1", "Host: " + host());
    assertRefused(answer, 500, "server: this request failed inside the server; its log says why");
    assertThat(answer).doesNotContain("inner detail", "Exception");
  }

  @Test
  void theTokenIsRequiredExceptForHealth() throws IOException {
    server.close();
    server = start(Optional.of("0123456789abcdef"));
    assertRefused(
        ask("GET / HTTP/1.1", "Host: " + host()),
        401,
        "token: it is missing; send the header Authorization: Bearer TOKEN, or open the page with ?token=TOKEN");
    assertRefused(
        ask("GET / HTTP/1.1", "Host: " + host(), "Authorization: Bearer 0123456789abcdeF"),
        401,
        "token: it is wrong; send the header Authorization: Bearer TOKEN, or open the page with ?token=TOKEN");
    assertThat(ask("GET / HTTP/1.1", "Host: " + host(), "Authorization: bearer 0123456789abcdef"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(ask("GET /?token=wrong HTTP/1.1", "Host: " + host())).startsWith("HTTP/1.1 401 ");
    assertThat(ask("POST /echo?token=0123456789abcdef HTTP/1.1", "Host: " + host()))
        .startsWith("HTTP/1.1 401 ");
  }

  @Test
  void openingThePageWithATokenSetsACookieAndRemovesTheTokenFromTheAddress() throws IOException {
    server.close();
    server = start(Optional.of("0123456789abcdef"));
    String answer = ask("GET /?token=0123456789abcdef HTTP/1.1", "Host: " + host());
    String cookie = "adjoint-%d=0123456789abcdef".formatted(server.port());
    assertThat(answer)
        .startsWith("HTTP/1.1 303 ")
        .contains("Location: /\r\n")
        .contains("Set-cookie: %s; HttpOnly; SameSite=Strict; Path=/".formatted(cookie));
    assertThat(ask("GET / HTTP/1.1", "Host: " + host(), "Cookie: a=b; " + cookie))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void theLogHasOneLinePerRequestWithoutTheQuery() throws Exception {
    ask("GET /name/x?token=secret HTTP/1.1", "Host: " + host());
    synchronized (log) {
      // The line is written after the answer, so it may come a moment later.
      for (int i = 0; log.isEmpty() && i < 10; i++) {
        log.wait(500);
      }
      assertThat(log.getLast().line())
          .matches(
              "\\d{4}-\\d\\d-\\d\\dT[0-9:.]{12}Z 127\\.0\\.0\\.1 GET /name/x 200 12 [0-9.]+ms");
    }
  }

  @Test
  void aStoppingServerAnswersTheRequestsThatRun() throws Exception {
    try (RawSocket socket = new RawSocket(server.port())) {
      socket.send("GET /slow HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host()));
      begun.await();
      Thread stopping = Thread.ofVirtual().start(server::close);
      while (server.isTaking()) {
        Thread.onSpinWait();
      }
      assertThat(ask("GET / HTTP/1.1", "Host: " + host()))
          .startsWith("HTTP/1.1 503 ")
          .contains("Retry-after: 1")
          .contains("server: it is stopping; try again");
      ending.countDown();
      assertThat(socket.answer()).endsWith("\r\n\r\nslow");
      stopping.join();
    }
    server = start(Optional.empty());
  }
}
