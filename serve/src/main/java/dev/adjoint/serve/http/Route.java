package dev.adjoint.serve.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One address that a server answers.
///
/// @param method `GET` (which also answers `HEAD`) or `POST`
/// @param pattern the path; a segment in braces, such as `{model}`, takes any text
/// @param summary what it does, one line for `/openapi.json`
/// @param isOpen whether it is answered without a token, as probes of health are
/// @param takes the content types of a body that are accepted, each with the name of its schema
/// @param gives the content types of the answer, each with the name of its schema
/// @param handler answers the request
public record Route(
    String method,
    String pattern,
    String summary,
    boolean isOpen,
    Map<String, String> takes,
    Map<String, String> gives,
    Handler handler) {

  /// Answers a request.
  @FunctionalInterface
  public interface Handler {
    /// The answer.
    ///
    /// @throws Refusal when the request is refused
    Answer answer(Request request);
  }

  /// A `GET` route.
  public static Route get(String pattern, String summary, Handler handler) {
    return new Route("GET", pattern, summary, false, Map.of(), Map.of(), handler);
  }

  /// A `POST` route.
  public static Route post(String pattern, String summary, Handler handler) {
    return new Route("POST", pattern, summary, false, Map.of(), Map.of(), handler);
  }

  /// A copy that is answered without a token.
  public Route open() {
    return new Route(method, pattern, summary, true, takes, gives, handler);
  }

  /// A copy that accepts one more content type.
  public Route taking(String type, String schema) {
    return new Route(method, pattern, summary, isOpen, with(takes, type, schema), gives, handler);
  }

  /// A copy that returns one more content type.
  public Route giving(String type, String schema) {
    return new Route(method, pattern, summary, isOpen, takes, with(gives, type, schema), handler);
  }

  private static Map<String, String> with(Map<String, String> some, String type, String schema) {
    Map<String, String> more = new LinkedHashMap<>(some);
    more.put(type, schema);
    return more;
  }

  /// The segments of the pattern.
  public List<String> segments() {
    return pattern.equals("/") ? List.of() : List.of(pattern.substring(1).split("/", -1));
  }
}
