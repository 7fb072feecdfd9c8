package dev.adjoint.studio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.adjoint.serve.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A headless Chromium, controlled by its DevTools protocol over the JDK's web socket. It collects
/// everything that a page must not do.
final class Browser implements AutoCloseable {

  private static final Duration MOST = Duration.ofSeconds(60);

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Map<String, Object>>> waiting =
      new ConcurrentHashMap<>();
  private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());
  private String session = "";
  private final List<String> origins = Collections.synchronizedList(new ArrayList<>());

  private Browser(Process process, Path profile, URI address) throws IOException {
    this.process = process;
    this.profile = profile;
    try {
      this.socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(address, new Listener())
              .get(MOST.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      process.destroy();
      throw new IOException("the browser does not answer", e);
    }
  }

  /// The browser of this machine, if it has one.
  static Optional<Path> find() {
    return Stream.of(
            System.getProperty("adjoint.chromium", ""),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome")
        .filter(name -> !name.isEmpty())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser start(Path program) throws IOException {
    Path profile = Files.createTempDirectory("adjoint-browser");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--lang=en-US",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path port = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + MOST.toNanos();
    while (!Files.exists(port) || Files.readAllLines(port).size() < 2) {
      if (System.nanoTime() > end || !process.isAlive()) {
        process.destroy();
        throw new IOException("the browser does not start");
      }
      pause();
    }
    List<String> lines = Files.readAllLines(port);
    Browser browser =
        new Browser(
            process,
            profile,
            URI.create("ws://127.0.0.1:%s%s".formatted(lines.get(0), lines.get(1))));
    browser.attach();
    return browser;
  }

  private static void pause() {
    try {
      Thread.sleep(30);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void attach() throws IOException {
    session = "";
    String target =
        String.valueOf(send("Target.createTarget", Map.of("url", "about:blank")).get("targetId"));
    session =
        String.valueOf(
            send("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId"));
    for (String domain : List.of("Page", "Runtime", "Log", "Network", "Emulation")) {
      if (!domain.equals("Emulation")) {
        send(domain + ".enable", Map.of());
      }
    }
  }

  /// Opens another tab and goes on with it.
  ///
  /// @return the tab before, for [#use]
  String openTab(int width, int height, String address) throws IOException {
    String before = session;
    attach();
    size(width, height);
    open(address);
    return before;
  }

  /// Goes on with a tab that was opened before.
  ///
  /// @return the tab until now
  String use(String tab) {
    String before = session;
    session = tab;
    return before;
  }

  /// Closes this tab and goes on with another one.
  void closeTab(String other) throws IOException {
    send("Page.close", Map.of());
    session = other;
  }

  /// Sends a command to the browser and waits for the answer.
  Map<String, Object> send(String method, Map<String, ?> parameters) throws IOException {
    int id = ids.incrementAndGet();
    CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", id);
    message.put("method", method);
    message.put("params", parameters);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    try {
      socket.sendText(Json.text(message), true).get(MOST.toSeconds(), TimeUnit.SECONDS);
      return answer.get(MOST.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IOException(method + ": " + e, e);
    }
  }

  /// The size of the window.
  void size(int width, int height) throws IOException {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
  }

  /// Opens an address and waits until it is loaded.
  void open(String address) throws IOException {
    URI uri = URI.create(address);
    origins.add(uri.getScheme() + "://" + uri.getAuthority() + "/");
    send("Page.navigate", Map.of("url", address));
    until("document.readyState === 'complete'");
  }

  /// The value of an expression; promises are waited for.
  Object value(String expression) throws IOException {
    Map<String, Object> answer =
        send(
            "Runtime.evaluate",
            Map.of(
                "expression",
                expression,
                "returnByValue",
                true,
                "awaitPromise",
                true,
                "userGesture",
                true));
    if (answer.get("exceptionDetails") != null) {
      throw new IOException(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.get("result") instanceof Map<?, ?> result && result.get("value") != null
        ? result.get("value")
        : "";
  }

  /// Waits until an expression is true.
  void until(String expression) throws IOException {
    long end = System.nanoTime() + MOST.toNanos();
    while (!Boolean.TRUE.equals(value("Boolean(%s)".formatted(expression)))) {
      if (System.nanoTime() > end) {
        throw new IOException("never true: " + expression);
      }
      pause();
    }
  }

  /// Clicks on the first element of a selector, as a user would: it must exist and be enabled.
  void click(String selector) throws IOException {
    until("document.querySelector(%s)".formatted(Json.text(selector)));
    value("document.querySelector(%s).click()".formatted(Json.text(selector)));
  }

  /// Presses a key.
  void key(String key, String code, int number) throws IOException {
    for (String type : List.of("keyDown", "keyUp")) {
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("type", type);
      event.put("key", key);
      event.put("code", code);
      event.put("windowsVirtualKeyCode", number);
      if (type.equals("keyDown") && key.length() == 1) {
        event.put("text", key);
      }
      if (type.equals("keyDown") && key.equals("Enter")) {
        event.put("text", "\r");
      }
      send("Input.dispatchKeyEvent", event);
    }
  }

  /// The visible part of the page, as PNG.
  byte[] picture() throws IOException {
    return Base64.getDecoder()
        .decode((String) send("Page.captureScreenshot", Map.of("format", "png")).get("data"));
  }

  /// The page as it is printed on A4.
  byte[] printed() throws IOException {
    return Base64.getDecoder()
        .decode(
            (String)
                send(
                        "Page.printToPDF",
                        Map.of("paperWidth", 8.27, "paperHeight", 11.69, "printBackground", true))
                    .get("data"));
  }

  /// A text after it has stopped changing.
  String settled(String expression) throws IOException {
    String last = "";
    for (int same = 0; same < 8; ) {
      String now =
          String.valueOf(
              value("new Promise((done) => setTimeout(() => done(%s), 60))".formatted(expression)));
      same = now.equals(last) ? same + 1 : 0;
      last = now;
    }
    return last;
  }

  /// The violations of the page so far; this call clears them.
  List<String> troubles() {
    synchronized (troubles) {
      List<String> all = List.copyOf(troubles);
      troubles.clear();
      return all;
    }
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | java.io.UncheckedIOException e) {
      // The browser may still be writing its profile; the folder of temporary files is cleaned.
    }
  }

  /// A field of an object in a field.
  private static String field(Map<?, ?> parameters, String outer, String inner) {
    return parameters.get(outer) instanceof Map<?, ?> map ? String.valueOf(map.get(inner)) : "0";
  }

  private void event(String method, Map<?, ?> parameters) {
    switch (method) {
      case "Runtime.consoleAPICalled" ->
          troubles.add("console: " + parameters.get("type") + " " + parameters.get("args"));
      case "Runtime.exceptionThrown" ->
          troubles.add("exception: " + parameters.get("exceptionDetails"));
      case "Log.entryAdded" -> troubles.add("log: " + parameters.get("entry"));
      case "Network.loadingFailed" -> {
        if (!Boolean.TRUE.equals(parameters.get("canceled"))) {
          troubles.add("failed: " + parameters);
        }
      }
      case "Network.requestWillBeSent" -> {
        String url = field(parameters, "request", "url");
        if (List.copyOf(origins).stream().noneMatch(url::startsWith)
            && !url.startsWith("data:")
            && !url.equals("about:blank")) {
          troubles.add("other origin: " + url);
        }
      }
      case "Network.responseReceived" -> {
        int status = (int) Double.parseDouble(field(parameters, "response", "status"));
        if (status >= 400) {
          troubles.add("status %d: %s".formatted(status, field(parameters, "response", "url")));
        }
      }
      default -> {}
    }
  }

  @SuppressWarnings("unchecked") // the keys of JSON objects are texts
  private void received(String text) {
    Map<String, ?> message = Json.object(text.getBytes(UTF_8));
    if (message.get("id") instanceof Number id) {
      CompletableFuture<Map<String, Object>> answer = waiting.remove(id.intValue());
      if (answer != null && message.get("result") instanceof Map<?, ?> result) {
        answer.complete((Map<String, Object>) result);
      } else if (answer != null) {
        answer.completeExceptionally(new IOException(String.valueOf(message.get("error"))));
      }
    } else if (message.get("params") instanceof Map<?, ?> parameters) {
      event(String.valueOf(message.get("method")), parameters);
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
      text.append(part);
      if (isLast) {
        received(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }
}
