package dev.adjoint.serve;

import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.serve.http.Access;
import dev.adjoint.serve.http.Answer;
import dev.adjoint.serve.http.Guard;
import dev.adjoint.serve.http.HostNames;
import dev.adjoint.serve.http.Route;
import dev.adjoint.serve.http.Routes;
import dev.adjoint.serve.http.ServerEvents;
import dev.adjoint.serve.http.WebServer;
import dev.adjoint.serve.model.Models;
import dev.adjoint.serve.model.NamedRun;
import dev.adjoint.serve.model.ServedModel;
import dev.adjoint.serve.page.PageRoutes;
import dev.adjoint.serve.protocol.OpenApi;
import dev.adjoint.serve.protocol.OpenInference;
import dev.adjoint.serve.protocol.RecommendRoutes;
import dev.adjoint.serve.protocol.ServerCounts;
import dev.adjoint.serve.protocol.SimplePredict;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// A running server for trained models.
///
/// ```java
/// try (PredictionServer server = PredictionServer.start(Path.of("runs/penguins"))) {
///   System.out.println(server.address());
///   …
/// }
/// ```
///
/// It answers as `docs/guide/13-serving.md` says. It is safe for use by several threads.
public final class PredictionServer implements AutoCloseable {

  private final WebServer web;
  private final Models models;
  private final AtomicBoolean taking;
  private final ServeOptions options;

  private PredictionServer(
      WebServer web, Models models, AtomicBoolean taking, ServeOptions options) {
    this.web = web;
    this.models = models;
    this.taking = taking;
    this.options = options;
  }

  /// Starts a server with default options; each run is served under the name of its folder.
  ///
  /// @param runs the folders of runs, at least one
  /// @throws RunException when one has no finished run or is damaged
  /// @throws IOException when the port is in use
  public static PredictionServer start(Path... runs) throws IOException {
    return start(
        ServeOptions.USUAL, Arrays.stream(runs).map(NamedRun::of).toList(), ServeEvents.NONE);
  }

  /// Starts a server.
  ///
  /// @param options where and how it listens
  /// @param runs the runs, at least one; several of one name are versions of one model
  /// @param events receives what happens in the server
  /// @throws IllegalArgumentException when there is no run
  /// @throws RunException when one has no finished run or is damaged
  /// @throws IOException when the address cannot be listened on
  public static PredictionServer start(
      ServeOptions options, List<NamedRun> runs, ServeEvents events) throws IOException {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException(
          "serve: no run was given; name the folder of at least one run");
    }
    ServerCounts metrics = new ServerCounts();
    Models models =
        Models.load(runs, options.batching(), metrics::batch, events::noted, options.hasExamples());
    AtomicBoolean taking = new AtomicBoolean(true);
    try {
      WebServer web =
          WebServer.start(
              new InetSocketAddress(options.address(), options.port()),
              port -> Guard.of(names(options), Set.copyOf(options.hosts()), port, options.token()),
              routes(models, metrics, taking, options),
              options.limits(),
              counting(metrics, events));
      return new PredictionServer(web, models, taking, options);
    } catch (IOException | RuntimeException e) {
      models.close();
      throw e;
    }
  }

  private static Set<String> names(ServeOptions options) {
    return new LinkedHashSet<>(HostNames.of(options.address()));
  }

  private static Routes routes(
      Models models, ServerCounts metrics, AtomicBoolean taking, ServeOptions options) {
    List<Route> routes = new ArrayList<>();
    routes.addAll(new PageRoutes(models, metrics).routes());
    routes.addAll(new SimplePredict(models, metrics).routes());
    routes.addAll(new RecommendRoutes(models).routes());
    routes.addAll(new OpenInference(models, metrics, taking::get).routes());
    routes.add(
        Route.get(
                "/metrics",
                "Counters in the text format of Prometheus.",
                _ -> Answer.text("text/plain; version=0.0.4", metrics.text(waiting(models))))
            .giving("text/plain", "Text"));
    List<Route> all = new ArrayList<>(routes);
    all.add(
        Route.get(
                "/openapi.json",
                "This description.",
                _ -> Answer.json(OpenApi.of(all, models.newest(), options.token().isPresent())))
            .giving("application/json", "Document"));
    return new Routes(all);
  }

  private static Map<String, Integer> waiting(Models models) {
    Map<String, Integer> waiting = new LinkedHashMap<>();
    models.newest().forEach(model -> waiting.put(model.name(), model.waiting()));
    return waiting;
  }

  private static ServerEvents counting(ServerCounts metrics, ServeEvents events) {
    return new ServerEvents() {
      @Override
      public void answered(Access access) {
        metrics.answered(access);
        events.answered(access);
      }

      @Override
      public void failed(String route, Throwable failure) {
        events.failed(route, failure);
      }
    };
  }

  /// The address of the server, such as `http://127.0.0.1:8080/`.
  public URI address() {
    return URI.create("http://%s:%d/".formatted(HostNames.shown(options.address()), web.port()));
  }

  /// The newest version of every model.
  public List<ServedModel> models() {
    return models.newest();
  }

  /// Stops: reports that it is not ready, answers the requests that run, and closes the port.
  public void stop() {
    taking.set(false);
    web.close();
    models.close();
  }

  /// Does what [#stop] does.
  @Override
  public void close() {
    stop();
  }
}
