package dev.adjoint.studio;

import dev.adjoint.serve.http.Guard;
import dev.adjoint.serve.http.HostNames;
import dev.adjoint.serve.http.Route;
import dev.adjoint.serve.http.Routes;
import dev.adjoint.serve.http.ServerEvents;
import dev.adjoint.serve.http.WebServer;
import dev.adjoint.studio.draw.DrawModels;
import dev.adjoint.studio.page.DrawRoutes;
import dev.adjoint.studio.page.PageFiles;
import dev.adjoint.studio.page.PlayRoutes;
import dev.adjoint.studio.page.WatchRoutes;
import dev.adjoint.studio.page.WhyRoutes;
import dev.adjoint.studio.play.Playground;
import dev.adjoint.studio.session.Sessions;
import dev.adjoint.studio.watch.RunList;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The server of the studio. Only this machine can reach it, and only with the token in the address
/// that [#page] returns.
///
/// ```java
/// try (StudioServer studio = StudioServer.start(StudioOptions.usual(Path.of("runs")), ServerEvents.NONE)) {
///   System.out.println(studio.page());
/// }
/// ```
public final class StudioServer implements AutoCloseable {

  private static final double WARM_UP = 2.5;

  private final WebServer web;
  private final Sessions sessions;
  private final DrawModels models;
  private final StudioOptions options;

  private StudioServer(WebServer web, Sessions sessions, DrawModels models, StudioOptions options) {
    this.web = web;
    this.sessions = sessions;
    this.models = models;
    this.options = options;
  }

  /// Starts the server. While the address is being opened, a short run warms the JVM up.
  ///
  /// @param events receives what happens to requests
  /// @throws IOException when the port is in use; the message says what to do
  public static StudioServer start(StudioOptions options, ServerEvents events) throws IOException {
    Sessions sessions = new Sessions();
    InetAddress address = InetAddress.getLoopbackAddress();
    List<Route> routes = new ArrayList<>(PageFiles.routes());
    PlayRoutes play = new PlayRoutes(sessions);
    routes.addAll(play.routes());
    RunList runs = new RunList(options.root(), options.runs());
    DrawModels models = new DrawModels(runs);
    routes.addAll(new WhyRoutes(play, runs).routes());
    routes.addAll(new WatchRoutes(play, runs).routes());
    routes.addAll(new DrawRoutes(play, models).routes());
    WebServer web =
        WebServer.start(
            new InetSocketAddress(address, options.port()),
            port -> Guard.of(HostNames.of(address), Set.of(), port, Optional.of(options.token())),
            new Routes(routes),
            options.limits(),
            events);
    Thread.ofPlatform().daemon().name("studio-warm-up").start(() -> Playground.warmUp(WARM_UP));
    return new StudioServer(web, sessions, models, options);
  }

  /// The address to open, with the token.
  public URI page() {
    return URI.create("http://127.0.0.1:%d/?token=%s".formatted(web.port(), options.token()));
  }

  /// The port that is listened on.
  public int port() {
    return web.port();
  }

  /// Ends all tabs and the server.
  public void stop() {
    sessions.close();
    models.close();
    web.close();
  }

  /// Does the same as [#stop()].
  @Override
  public void close() {
    stop();
  }
}
