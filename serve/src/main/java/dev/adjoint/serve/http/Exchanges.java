package dev.adjoint.serve.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Takes each request through its checks to its handler, and sends the answer.
final class Exchanges implements HttpHandler {

  private static final int LINE_EXTRA = 4;

  private static final Map<String, String> SECURITY =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private final Guard guard;
  private final int port;
  private final Routes routes;
  private final Limits limits;
  private final ServerEvents events;
  private final Semaphore free;
  private volatile boolean stopping;

  Exchanges(Guard guard, int port, Routes routes, Limits limits, ServerEvents events) {
    this.guard = guard;
    this.port = port;
    this.routes = routes;
    this.limits = limits;
    this.events = events;
    this.free = new Semaphore(limits.requests());
  }

  boolean isStopping() {
    return stopping;
  }

  /// Accepts no more requests and waits until those that run are answered.
  void stop(Duration most) {
    stopping = true;
    try {
      if (free.tryAcquire(limits.requests(), most.toMillis(), TimeUnit.MILLISECONDS)) {
        free.release(limits.requests());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Instant start = Instant.now();
    long from = System.nanoTime();
    Map<String, List<String>> headers = lowerCase(exchange);
    Body body = new Body(exchange.getRequestBody(), announced(headers), limits);
    boolean isLetIn = free.tryAcquire();
    String route = "-";
    try {
      Answer answer;
      try {
        if (!isLetIn || stopping) {
          throw Refusal.busy(
              stopping
                  ? "server: it is stopping; try again"
                  : "server: %,d requests are being answered already; try again"
                      .formatted(limits.requests()),
              1);
        }
        Request checked = request(exchange, headers, Map.of(), body);
        requireLimits(headers);
        guard.requireOurs(checked, exchange.getRequestURI());
        Optional<Answer> entrance = guard.entrance(checked, port);
        Routes.Found found =
            routes.find(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath());
        route = found.route().pattern();
        if (!found.route().isOpen() && entrance.isEmpty()) {
          guard.requireToken(checked, port);
        }
        answer =
            entrance.orElseGet(() ->
                found.route().handler().answer(request(exchange, headers, found.names(), body)));
      } catch (Refusal refusal) {
        answer = refusal.answer();
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError failure) {
        events.failed(route, failure);
        answer =
            Refusal.of(500, "server: this request failed inside the server; its log says why")
                .answer();
      }
      send(exchange, answer, body);
      events.answered(
          new Access(
              start,
              exchange.getRemoteAddress().getAddress().getHostAddress(),
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              route,
              answer.status(),
              answer.body().length,
              Duration.ofNanos(System.nanoTime() - from)));
    } finally {
      if (isLetIn) {
        free.release();
      }
    }
  }

  private static Request request(
      HttpExchange exchange,
      Map<String, List<String>> headers,
      Map<String, String> names,
      Body body) {
    URI uri = exchange.getRequestURI();
    String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
    return new Request(
        exchange.getRequestMethod(),
        uri.getRawPath(),
        Request.entries(query, "query"),
        headers,
        names,
        body::read);
  }

  private static Map<String, List<String>> lowerCase(HttpExchange exchange) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, lines) -> headers.put(name.toLowerCase(Locale.ROOT), lines));
    return headers;
  }

  /// The length that the client announced; the JDK's server has already refused anything but a
  /// number.
  private static long announced(Map<String, List<String>> headers) {
    if (headers.containsKey("transfer-encoding")) {
      return -1;
    }
    List<String> length = headers.get("content-length");
    return length == null ? 0 : Long.parseLong(length.getFirst());
  }

  private void requireLimits(Map<String, List<String>> headers) {
    int count = 0;
    long bytes = 0;
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      for (String line : header.getValue()) {
        count++;
        bytes += header.getKey().length() + line.length() + LINE_EXTRA;
      }
    }
    if (count > limits.headers() || bytes > limits.headerBytes()) {
      throw Refusal.of(
          431,
          "headers: there are %,d with %,d bytes in total but at most %,d with %,d bytes are allowed; send fewer"
              .formatted(count, bytes, limits.headers(), limits.headerBytes()));
    }
  }

  /// Sends a body of unknown length. A client that disconnects ends it, which is not a failure.
  private static void stream(HttpExchange exchange, Answer.Streaming streaming) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      streaming.to(out);
    } catch (IOException _) {
      exchange.close();
    }
  }

  private static void send(HttpExchange exchange, Answer answer, Body body) throws IOException {
    var headers = exchange.getResponseHeaders();
    SECURITY.forEach(headers::set);
    headers.set("Content-Type", answer.type());
    answer.headers().forEach(headers::set);
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    if (answer.stream().isPresent() && !isHead) {
      stream(exchange, answer.stream().get());
      return;
    }
    byte[] bytes = answer.body();
    if (!body.isRead()) {
      headers.set("Connection", "close");
    }
    if (isHead) {
      headers.set("Content-Length", Integer.toString(bytes.length));
    }
    boolean isEmpty = isHead || bytes.length == 0;
    if (isEmpty && body.isRead()) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    // An answer of length -1 closes the exchange at once, before the rest of a body is drained.
    exchange.sendResponseHeaders(answer.status(), isEmpty ? -1 : bytes.length);
    if (isEmpty) {
      return;
    }
    OutputStream out = exchange.getResponseBody();
    out.write(bytes);
    out.flush();
    if (!body.isRead()) {
      body.drain();
    }
    out.close();
  }
}
