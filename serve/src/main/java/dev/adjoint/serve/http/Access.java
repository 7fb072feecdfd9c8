package dev.adjoint.serve.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/// One request, as the access log records it.
///
/// @param time when it began
/// @param client the address of the client
/// @param method the method, such as `GET`
/// @param path the path as it was sent, without the query, which may hold a token
/// @param route the pattern of the route, or `-` where there was none
/// @param status the status of the answer
/// @param bytes the bytes of the answer's body
/// @param duration how long it took
public record Access(
    Instant time,
    String client,
    String method,
    String path,
    String route,
    int status,
    int bytes,
    Duration duration) {

  private static final int LONGEST_PATH = 200;

  /// The line of the log.
  ///
  /// @return such as `2026-11-28T23:30:00.123Z 127.0.0.1 POST /api/predict 200 91 1.4ms`
  public String line() {
    return "%tFT%<tT.%<tLZ %s %s %s %d %d %.1fms"
        .formatted(
            time.atZone(ZoneOffset.UTC),
            client,
            printable(method),
            printable(path),
            status,
            bytes,
            duration.toNanos() / 1e6);
  }

  /// An entry of the log is one line, whatever a client sends.
  private static String printable(String text) {
    String shown = text.replaceAll("[^!-~]", "?");
    return shown.length() > LONGEST_PATH ? shown.substring(0, LONGEST_PATH) + "..." : shown;
  }
}
