package dev.adjoint.serve.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/// Listens on an address and answers by a table of routes, each request on a virtual thread.
///
/// It uses the HTTP server of the JDK, whose own limits are properties of the whole JVM that are
/// read once. Those that are not set are set here, before the first server of the JVM is made: a
/// request must arrive within 30 s, and at most 1,024 connections are open. They are the last line
/// of defence; [Limits] answers earlier, with a message.
public final class WebServer implements AutoCloseable {

  static {
    set("sun.net.httpserver.nodelay", "true");
    set("sun.net.httpserver.maxReqTime", "30");
    set("sun.net.httpserver.maxReqHeaderSize", Integer.toString(1 << 16));
    set("sun.net.httpserver.maxIdleConnections", "256");
    set("jdk.httpserver.maxConnections", "1024");
  }

  private final HttpServer server;
  private final Exchanges exchanges;
  private final ExecutorService threads;
  private final Limits limits;

  private WebServer(
      HttpServer server, Exchanges exchanges, ExecutorService threads, Limits limits) {
    this.server = server;
    this.exchanges = exchanges;
    this.threads = threads;
    this.limits = limits;
  }

  private static void set(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /// Starts to listen.
  ///
  /// @param address where; port 0 finds a free one
  /// @param guard the guard for the port that is listened on
  /// @param routes what is answered
  /// @param events receives what happens to requests
  /// @throws IOException when the address cannot be listened on; the message says why
  public static WebServer start(
      InetSocketAddress address,
      IntFunction<Guard> guard,
      Routes routes,
      Limits limits,
      ServerEvents events)
      throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(address, 0);
    } catch (BindException e) {
      throw new BindException(whyNot(address, e));
    }
    int port = server.getAddress().getPort();
    Exchanges exchanges = new Exchanges(guard.apply(port), port, routes, limits, events);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", exchanges);
    server.start();
    return new WebServer(server, exchanges, threads, limits);
  }

  private static String whyNot(InetSocketAddress address, BindException failure) {
    String reason = Optional.ofNullable(failure.getMessage()).orElse("");
    String where = address.getHostString();
    if (reason.contains("in use")) {
      return "port %d of %s is in use by another program; choose another one with --port, or 0 for any that is free"
          .formatted(address.getPort(), where);
    }
    return "the address %s with port %d cannot be listened on (%s); choose another one with --address or --port"
        .formatted(where, address.getPort(), reason);
  }

  /// The port that is listened on.
  public int port() {
    return server.getAddress().getPort();
  }

  /// Whether requests are accepted; false as soon as [#close] is called.
  public boolean isTaking() {
    return !exchanges.isStopping();
  }

  /// Stops: new requests are refused with 503, those that run are answered, then all connections
  /// are closed.
  @Override
  public void close() {
    exchanges.stop(limits.stopTime());
    server.stop(0);
    threads.shutdownNow();
  }
}
