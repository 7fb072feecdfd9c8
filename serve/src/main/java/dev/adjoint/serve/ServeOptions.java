package dev.adjoint.serve;

import dev.adjoint.serve.http.Limits;
import dev.adjoint.serve.model.Batching;
import dev.adjoint.tensor.CheckReturnValue;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// Where and how a server listens.
///
/// @param address the address to listen on
/// @param port the port; 0 finds a free one
/// @param hosts further names by which clients reach this server, such as that of a proxy
/// @param token the secret text that requests must show, or empty
/// @param isOpen whether the server may listen without a token on an address that others can reach
/// @param limits how much it takes from clients
/// @param batching how requests are computed together
/// @param hasExamples whether the page shows held-out samples of the data that a run was trained on
public record ServeOptions(
    InetAddress address,
    int port,
    List<String> hosts,
    Optional<String> token,
    boolean isOpen,
    Limits limits,
    Batching batching,
    boolean hasExamples) {

  private static final int MOST_PORT = 65_535;
  private static final int SHORTEST_TOKEN = 16;

  /// Port 8080 of this machine only. If the port is in use, no other one is tried: programs must
  /// know the port.
  public static final ServeOptions USUAL =
      new ServeOptions(
          InetAddress.getLoopbackAddress(),
          8080,
          List.of(),
          Optional.empty(),
          false,
          Limits.USUAL,
          Batching.USUAL,
          true);

  /// Checks the options and their combination.
  ///
  /// @throws IllegalArgumentException when an address that others can reach has no token, the token
  ///   is too short or has characters that a header cannot carry, or the port is out of range
  public ServeOptions {
    hosts = List.copyOf(hosts);
    if (port < 0 || port > MOST_PORT) {
      throw new IllegalArgumentException(
          "port is %d but must be from 0 to %d; 0 finds a free one".formatted(port, MOST_PORT));
    }
    if (!address.isLoopbackAddress() && token.isEmpty() && !isOpen) {
      throw new IllegalArgumentException(
          "address %s can be reached by others, so it needs a token; set one, or allow access without a token"
              .formatted(address.getHostAddress()));
    }
    if (token.isPresent()
        && !token.get().matches("[!-~&&[^\";,\\\\]]{%d,200}".formatted(SHORTEST_TOKEN))) {
      throw new IllegalArgumentException(
          "token: it must have %d to 200 ASCII letters, digits and signs, without blanks and without \" ; , \\"
              .formatted(SHORTEST_TOKEN));
    }
  }

  /// A copy with another port; 0 finds a free one.
  @CheckReturnValue
  public ServeOptions withPort(int other) {
    return new ServeOptions(address, other, hosts, token, isOpen, limits, batching, hasExamples);
  }

  /// A copy with an address that others can reach, and the token that they must send; it shows no
  /// examples.
  @CheckReturnValue
  public ServeOptions withAddress(InetAddress other, String secret) {
    return new ServeOptions(
        other, port, hosts, Optional.of(secret), isOpen, limits, batching, false);
  }

  /// A copy with other limits.
  @CheckReturnValue
  public ServeOptions withLimits(Limits other) {
    return new ServeOptions(address, port, hosts, token, isOpen, other, batching, hasExamples);
  }

  /// A copy with other batching.
  @CheckReturnValue
  public ServeOptions withBatching(Batching other) {
    return new ServeOptions(address, port, hosts, token, isOpen, limits, other, hasExamples);
  }

  /// The same with or without examples from the training data.
  @CheckReturnValue
  public ServeOptions withExamples(boolean shown) {
    return new ServeOptions(address, port, hosts, token, isOpen, limits, batching, shown);
  }
}
