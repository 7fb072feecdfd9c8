package dev.adjoint.studio.page;

import dev.adjoint.serve.http.Answer;
import dev.adjoint.serve.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The files of the page: a fixed table, read from the class path when the server starts.
public final class PageFiles {

  /// The files with their content types.
  static final List<String> NAMES =
      List.of(
          "studio.css",
          "icon.svg",
          "app.js",
          "dom.js",
          "link.js",
          "server.js",
          "colors.js",
          "chart.js",
          "math.js",
          "net.js",
          "plane.js",
          "why.js",
          "graph.js",
          "play.js",
          "compare.js",
          "step.js",
          "whatif.js",
          "descent.js",
          "practise.js",
          "watch.js",
          "looks.js",
          "draw.js",
          "tour.js",
          "tours.json");

  private PageFiles() {}

  /// The routes.
  public static List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    byte[] index = bytes("index.html");
    routes.add(
        Route.get(
            "/", "The page.", _ -> new Answer(200, "text/html; charset=utf-8", index, Map.of())));
    for (String name : NAMES) {
      byte[] bytes = bytes(name);
      routes.add(
          Route.get(
              "/" + name,
              "A file of the page.",
              _ -> new Answer(200, type(name), bytes, Map.of())));
    }
    return routes;
  }

  private static String type(String name) {
    return name.endsWith(".js")
        ? "text/javascript; charset=utf-8"
        : name.endsWith(".css")
            ? "text/css; charset=utf-8"
            : name.endsWith(".json") ? "application/json" : "image/svg+xml";
  }

  /// The bytes of all files together.
  static int size() {
    return NAMES.stream().mapToInt(name -> bytes(name).length).sum() + bytes("index.html").length;
  }

  private static byte[] bytes(String name) {
    try (InputStream file =
        Objects.requireNonNull(PageFiles.class.getResourceAsStream(name), name)) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
