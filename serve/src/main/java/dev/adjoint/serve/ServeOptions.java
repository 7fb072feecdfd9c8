package dev.adjoint.serve;

import dev.adjoint.serve.http.Limits;
import dev.adjoint.serve.model.Batching;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// Where and how a server listens.
///
/// @param address the address to listen on
/// @param port the port; 0 finds a free one
/// @param hosts further names by which clients reach this server, such as that of a proxy
/// @param token the secret text that requests must show, or empty
/// @param isOpen whether an address that others can reach may be listened on without a token
/// @param limits how much it takes from clients
/// @param batching how requests are computed together
public record ServeOptions(
    InetAddress address,
    int port,
    List<String> hosts,
    Optional<String> token,
    boolean isOpen,
    Limits limits,
    Batching batching) {

  private static final int MOST_PORT = 65_535;
  private static final int SHORTEST_TOKEN = 16;

  /// Port 8080, or the next free one is not tried: programs must know where it is. This machine
  /// alone can reach it.
  public static final ServeOptions USUAL =
      new ServeOptions(
          InetAddress.getLoopbackAddress(),
          8080,
          List.of(),
          Optional.empty(),
          false,
          Limits.USUAL,
          Batching.USUAL);

  /// Checks what belongs together.
  ///
  /// @throws IllegalArgumentException when an address that others can reach has no token, the token
  ///   is too short or has letters that no header carries, or the port does not exist
  public ServeOptions {
    hosts = List.copyOf(hosts);
    if (port < 0 || port > MOST_PORT) {
      throw new IllegalArgumentException(
          "port is %d but must be from 0 to %d; 0 finds a free one".formatted(port, MOST_PORT));
    }
    if (!address.isLoopbackAddress() && token.isEmpty() && !isOpen) {
      throw new IllegalArgumentException(
          "address %s can be reached by others, so a token is needed; give one, or say that none is wanted"
              .formatted(address.getHostAddress()));
    }
    if (token.isPresent()
        && !token.get().matches("[!-~&&[^\";,\\\\]]{%d,200}".formatted(SHORTEST_TOKEN))) {
      throw new IllegalArgumentException(
          "token: it must have %d to 200 letters, digits and signs of ASCII without blanks and without \" ; , \\"
              .formatted(SHORTEST_TOKEN));
    }
  }

  /// The same on another port; 0 finds a free one.
  public ServeOptions withPort(int other) {
    return new ServeOptions(address, other, hosts, token, isOpen, limits, batching);
  }

  /// The same on an address that others can reach, with the token that they must show.
  public ServeOptions withAddress(InetAddress other, String secret) {
    return new ServeOptions(other, port, hosts, Optional.of(secret), isOpen, limits, batching);
  }

  /// The same with other limits.
  public ServeOptions withLimits(Limits other) {
    return new ServeOptions(address, port, hosts, token, isOpen, other, batching);
  }

  /// The same with other batches.
  public ServeOptions withBatching(Batching other) {
    return new ServeOptions(address, port, hosts, token, isOpen, limits, other);
  }
}
