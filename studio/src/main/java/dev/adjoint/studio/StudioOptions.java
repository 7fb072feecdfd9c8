package dev.adjoint.studio;

import dev.adjoint.serve.http.Limits;
import dev.adjoint.tensor.CheckReturnValue;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/// Where the studio listens and what it may show.
///
/// @param port the port of this machine's loopback address; 0 finds a free one
/// @param root the folder whose subfolders are runs
/// @param runs further folders of runs
/// @param token the secret text that opens the page
/// @param limits how much it takes from clients
public record StudioOptions(int port, Path root, List<Path> runs, String token, Limits limits) {

  private static final int MOST_PORT = 65_535;
  private static final int TOKEN_BYTES = 24;

  /// A body has at most 20 MB, as a table; 96 requests at the same time, including the streams of
  /// the tabs.
  public static final Limits LIMITS = Limits.USUAL.withBodyBytes(20 << 20).withRequests(96);

  /// Checks the port and the token.
  ///
  /// @throws IllegalArgumentException when the port is out of range or the token is invalid
  public StudioOptions {
    runs = List.copyOf(runs);
    if (port < 0 || port > MOST_PORT) {
      throw new IllegalArgumentException(
          "port is %d but must be from 0 to %d; 0 finds a free one".formatted(port, MOST_PORT));
    }
    if (!token.matches("[0-9a-zA-Z_-]{16,200}")) {
      throw new IllegalArgumentException(
          "token: it must have 16 to 200 ASCII letters and digits; leave it out for a random one");
    }
  }

  /// Port 8090, a random token and the runs in a folder.
  public static StudioOptions usual(Path root) {
    byte[] secret = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(secret);
    return new StudioOptions(8090, root, List.of(), HexFormat.of().formatHex(secret), LIMITS);
  }

  /// A copy with another port; 0 finds a free one.
  @CheckReturnValue
  public StudioOptions withPort(int other) {
    return new StudioOptions(other, root, runs, token, limits);
  }

  /// A copy with further folders of runs.
  @CheckReturnValue
  public StudioOptions withRuns(List<Path> more) {
    return new StudioOptions(port, root, more, token, limits);
  }

  /// A copy with other limits.
  @CheckReturnValue
  public StudioOptions withLimits(Limits other) {
    return new StudioOptions(port, root, runs, token, other);
  }
}
