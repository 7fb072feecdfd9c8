package dev.adjoint.serve.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.adjoint.tensor.CheckReturnValue;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The answer to a request.
///
/// @param status the status of HTTP
/// @param type the content type
/// @param body the bytes of the body; none where the body is a stream
/// @param headers further headers
/// @param stream writes a body whose length is not known in advance; empty if the bytes are known
public record Answer(
    int status, String type, byte[] body, Map<String, String> headers, Optional<Streaming> stream) {

  /// Writes a body piece by piece, for any length of time.
  @FunctionalInterface
  public interface Streaming {
    /// Writes the body; the answer ends when this returns.
    ///
    /// @throws IOException when the client has gone
    void to(OutputStream out) throws IOException;
  }

  /// Copies the headers.
  public Answer {
    headers = Map.copyOf(headers);
  }

  /// An answer whose bytes are known.
  public Answer(int status, String type, byte[] body, Map<String, String> headers) {
    this(status, type, body, headers, Optional.empty());
  }

  /// An answer with status 200 that is written piece by piece, such as a stream of events.
  ///
  /// @param type the content type
  public static Answer streaming(String type, Streaming stream) {
    return new Answer(200, type, new byte[0], Map.of(), Optional.of(stream));
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

  /// Redirects the client to another address of this server.
  public static Answer seeOther(String path) {
    return new Answer(303, "text/plain", new byte[0], Map.of("Location", path));
  }

  /// A copy with another status.
  @CheckReturnValue
  public Answer withStatus(int other) {
    return new Answer(other, type, body, headers, stream);
  }

  /// A copy with one more header.
  @CheckReturnValue
  public Answer withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, type, body, more, stream);
  }
}
