package dev.adjoint.data.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A server of files on this machine, which can break off, refuse and lie.
final class FileServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, String> redirects = new ConcurrentHashMap<>();

  /// The range of each request, or "all".
  final List<String> asked = new CopyOnWriteArrayList<>();

  /// After how many bytes of a body the connection ends.
  volatile int breakAfter = Integer.MAX_VALUE;

  volatile boolean ranges = true;
  volatile String version = "\"one\"";

  FileServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  void put(String path, byte[] content) {
    files.put(path, content);
  }

  void redirect(String path, String location) {
    redirects.put(path, location);
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String range = exchange.getRequestHeaders().getFirst("Range");
    asked.add(range == null ? "all" : range);
    String location = redirects.get(path);
    byte[] content = files.get(path);
    if (location != null) {
      exchange.getResponseHeaders().set("Location", location);
      exchange.sendResponseHeaders(302, -1);
    } else if (content == null) {
      exchange.sendResponseHeaders(404, -1);
    } else {
      send(exchange, content, range);
    }
    exchange.close();
  }

  private void send(HttpExchange exchange, byte[] content, @Nullable String range)
      throws IOException {
    exchange.getResponseHeaders().set("ETag", version);
    String expected = exchange.getRequestHeaders().getFirst("If-Range");
    int from = 0;
    int status = 200;
    if (range != null && ranges && (expected == null || expected.equals(version))) {
      from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
      if (from >= content.length) {
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      status = 206;
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    }
    exchange.sendResponseHeaders(status, content.length - from);
    int count = Math.min(content.length - from, breakAfter);
    OutputStream out = exchange.getResponseBody();
    out.write(content, from, count);
    out.flush();
    if (from + count < content.length) {
      throw new IOException("the server closes the connection, as the test asked for");
    }
    out.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
