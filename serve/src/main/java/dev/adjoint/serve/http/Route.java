package dev.adjoint.serve.http;

import java.util.List;

/// One address that a server answers.
///
/// @param method `GET` (which also answers `HEAD`) or `POST`
/// @param pattern the path; a segment in braces, such as `{model}`, takes any text
/// @param summary what it does, one line for `/openapi.json`
/// @param isOpen whether it is answered without a token, as probes of health are
/// @param handler what answers
public record Route(
    String method, String pattern, String summary, boolean isOpen, Handler handler) {

  /// What answers a request.
  @FunctionalInterface
  public interface Handler {
    /// The answer.
    ///
    /// @throws Refusal when the request cannot be answered as it wishes
    Answer answer(Request request);
  }

  /// A `GET` route.
  public static Route get(String pattern, String summary, Handler handler) {
    return new Route("GET", pattern, summary, false, handler);
  }

  /// A `POST` route.
  public static Route post(String pattern, String summary, Handler handler) {
    return new Route("POST", pattern, summary, false, handler);
  }

  /// The same, answered without a token.
  public Route open() {
    return new Route(method, pattern, summary, true, handler);
  }

  /// The segments of the pattern.
  List<String> segments() {
    return pattern.equals("/") ? List.of() : List.of(pattern.substring(1).split("/", -1));
  }
}
