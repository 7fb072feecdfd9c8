package dev.adjoint.serve.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The fixed table of routes of a server. No path that a client sends is ever opened as a file.
///
/// @param all the routes; the first one that matches answers
public record Routes(List<Route> all) {

  /// Copies the list.
  public Routes {
    all = List.copyOf(all);
  }

  /// A route with the texts for its names in braces.
  ///
  /// @param route the route
  /// @param names such as `model` with `digits`
  public record Found(Route route, Map<String, String> names) {}

  /// Finds the route of a request.
  ///
  /// @param method the method; `HEAD` finds what `GET` does
  /// @param path the path as it was sent, percent-encoded
  /// @throws Refusal 404 when no route has this path, 405 when one has, with another method
  public Found find(String method, String path) {
    List<String> segments = segments(path);
    String answered = method.equals("HEAD") ? "GET" : method;
    TreeSet<String> others = new TreeSet<>();
    for (Route route : all) {
      Optional<Map<String, String>> names = match(route.segments(), segments);
      if (names.isPresent()) {
        if (route.method().equals(answered)) {
          return new Found(route, names.get());
        }
        others.add(route.method());
      }
    }
    if (others.isEmpty()) {
      boolean isListed = all.stream().anyMatch(route -> route.pattern().equals("/openapi.json"));
      throw Refusal.of(
          404,
          isListed
              ? "path: there is nothing at this address; /openapi.json lists what there is"
              : "path: there is nothing at this address; open the page at /");
    }
    if (others.contains("GET")) {
      others.add("HEAD");
    }
    String allowed = String.join(", ", others);
    throw Refusal.of(405, "method: this address does not accept it; use %s".formatted(allowed))
        .withHeader("Allow", allowed);
  }

  private static Optional<Map<String, String>> match(List<String> pattern, List<String> path) {
    if (pattern.size() != path.size()) {
      return Optional.empty();
    }
    Map<String, String> names = new LinkedHashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String expected = pattern.get(i);
      if (expected.startsWith("{")) {
        names.put(expected.substring(1, expected.length() - 1), path.get(i));
      } else if (!expected.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(names);
  }

  /// Each segment is decoded separately, so that an encoded slash stays part of it.
  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      segments.add(decoded(segment));
    }
    segments.removeFirst();
    if (!segments.isEmpty() && segments.getLast().isEmpty()) {
      segments.removeLast();
    }
    return segments;
  }

  static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(400, "address: a %-sign must be followed by two hexadecimal digits");
    }
  }
}
