package dev.adjoint.serve.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a request is answered with.
///
/// @param status the status of HTTP
/// @param type the content type
/// @param body the bytes of the body
/// @param headers further headers
public record Answer(int status, String type, byte[] body, Map<String, String> headers) {

  /// Copies the headers.
  public Answer {
    headers = Map.copyOf(headers);
  }

  /// A JSON answer with status 200.
  public static Answer json(Map<String, ?> value) {
    return json(200, value);
  }

  /// A JSON answer.
  public static Answer json(int status, Map<String, ?> value) {
    return new Answer(status, "application/json", Json.bytes(value), Map.of());
  }

  /// A text with status 200.
  ///
  /// @param type the content type without the charset
  public static Answer text(String type, String text) {
    return new Answer(200, type + "; charset=utf-8", text.getBytes(UTF_8), Map.of());
  }

  /// A page with status 200.
  public static Answer html(String page) {
    return text("text/html", page);
  }

  /// Sends the client to another address of this server.
  public static Answer seeOther(String path) {
    return new Answer(303, "text/plain", new byte[0], Map.of("Location", path));
  }

  /// The same with another status.
  public Answer withStatus(int other) {
    return new Answer(other, type, body, headers);
  }

  /// The same with one more header.
  public Answer withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, type, body, more);
  }
}
