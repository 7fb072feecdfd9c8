package dev.adjoint.data.fetch;

import java.io.IOException;
import java.io.Serial;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/// An address did not give its file; the message is the reason alone.
final class AddressException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  AddressException(String reason) {
    super(reason);
  }

  private AddressException(String reason, IOException cause) {
    super(reason, cause);
  }

  /// The reason in words for a failure of the network.
  static AddressException of(IOException cause) {
    return switch (cause) {
      case AddressException known -> known;
      case UnknownHostException _ -> new AddressException("the host is not found", cause);
      case ConnectException _ -> new AddressException("the connection is refused", cause);
      case NoRouteToHostException _ -> new AddressException("there is no route to the host", cause);
      case SocketTimeoutException _ ->
          new AddressException(
              "no answer within %d seconds".formatted(HttpAnswer.PATIENCE.toSeconds()), cause);
      case SSLException _ ->
          new AddressException(
              "the secure connection fails (%s)".formatted(cause.getMessage()), cause);
      default -> new AddressException("the connection is lost (%s)".formatted(cause), cause);
    };
  }
}
