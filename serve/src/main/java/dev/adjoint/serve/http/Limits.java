package dev.adjoint.serve.http;

import dev.adjoint.tensor.CheckReturnValue;
import java.time.Duration;

/// How much a server accepts from its clients. Anything beyond is refused before it is read.
///
/// @param bodyBytes the most bytes of a request's body
/// @param headers the most header lines of a request
/// @param headerBytes the most bytes of all header lines together
/// @param bodyTime how long the body of a request may take to arrive
/// @param requests the most requests that are processed at the same time
/// @param stopTime how long requests that run may take to end when the server stops
public record Limits(
    int bodyBytes,
    int headers,
    int headerBytes,
    Duration bodyTime,
    int requests,
    Duration stopTime) {

  /// 16 MB, 100 headers of 16 kB together, 20 s, 256 requests, 10 s.
  public static final Limits USUAL =
      new Limits(16 << 20, 100, 16 << 10, Duration.ofSeconds(20), 256, Duration.ofSeconds(10));

  /// Checks that every limit is above 0.
  ///
  /// @throws IllegalArgumentException naming the first limit that is not above 0
  public Limits {
    require("bodyBytes", bodyBytes);
    require("headers", headers);
    require("headerBytes", headerBytes);
    require("bodyTime", bodyTime.toMillis());
    require("requests", requests);
    require("stopTime", stopTime.toMillis());
  }

  private static void require(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "limits: %s is %d but must be at least 1".formatted(name, value));
    }
  }

  /// A copy with this limit on the bytes of a body.
  @CheckReturnValue
  public Limits withBodyBytes(int most) {
    return new Limits(most, headers, headerBytes, bodyTime, requests, stopTime);
  }

  /// A copy with this time limit for a body to arrive.
  @CheckReturnValue
  public Limits withBodyTime(Duration most) {
    return new Limits(bodyBytes, headers, headerBytes, most, requests, stopTime);
  }

  /// A copy with this limit on simultaneous requests.
  @CheckReturnValue
  public Limits withRequests(int most) {
    return new Limits(bodyBytes, headers, headerBytes, bodyTime, most, stopTime);
  }
}
