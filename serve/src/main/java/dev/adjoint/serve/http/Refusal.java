package dev.adjoint.serve.http;

import dev.adjoint.tensor.CheckReturnValue;
import java.io.Serial;
import java.util.Map;

/// A request that is refused; becomes `{"error": "…"}` with a status.
public final class Refusal extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final int status;
  private final transient Map<String, String> headers;

  private Refusal(int status, String message, Map<String, String> headers) {
    super(message, null, false, false);
    this.status = status;
    this.headers = headers;
  }

  /// A refusal.
  ///
  /// @param status the status of HTTP, 400 … 599
  /// @param message what is wrong and how to correct it
  public static Refusal of(int status, String message) {
    return new Refusal(status, message, Map.of());
  }

  /// A refusal because the server is overloaded.
  ///
  /// @param seconds after how many seconds to try again
  public static Refusal busy(String message, int seconds) {
    return new Refusal(503, message, Map.of("Retry-After", Integer.toString(seconds)));
  }

  /// A copy with one more header in the answer.
  @CheckReturnValue
  public Refusal withHeader(String name, String value) {
    return new Refusal(status, text(), Map.of(name, value));
  }

  /// The status of HTTP.
  public int status() {
    return status;
  }

  /// What is wrong and how to correct it.
  public String text() {
    return String.valueOf(getMessage());
  }

  /// The answer that tells the client.
  public Answer answer() {
    Answer answer = Answer.json(status, Map.of("error", text()));
    for (Map.Entry<String, String> header : headers.entrySet()) {
      answer = answer.withHeader(header.getKey(), header.getValue());
    }
    return answer;
  }
}
